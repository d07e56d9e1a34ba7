"""Chinese numerals up to 9999, as they stand in legal texts (二十七, 三, 十)."""

DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"两": 2}
PLACES = {"十": 10, "百": 100, "千": 1000}


def chinese_to_int(text: str) -> int:
    """Return the whole number written in Chinese; raises ValueError if the text is no such number."""
    total, digit = 0, -1
    for character in text:
        if character in DIGITS and digit <= 0:
            digit = DIGITS[character]
        elif character in PLACES:
            total += (1 if digit < 0 else digit) * PLACES[character]
            digit = -1
        else:
            digit = -2
        if digit == -2:
            break
    if not text or digit == -2:
        raise ValueError(f"not a Chinese numeral: {text!r}")
    return total + max(digit, 0)


def int_to_chinese(number: int) -> str:
    """Return the ordinal form of a number from 1 to 99 (27 is 二十七, 10 is 十); raises ValueError outside."""
    if not 1 <= number <= 99:
        raise ValueError(f"not between 1 and 99: {number}")
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else "零一二三四五六七八九"[tens] + "十"
    return head + ("零一二三四五六七八九"[ones] if ones else "")
