"""Words of the data with their Chinese and English labels."""

from dataclasses import dataclass

from zhiwei.law.loading import Record


@dataclass(frozen=True, slots=True)
class Label:
    """A word and what it says in Chinese and English."""

    key: str
    zh: str
    en: str

    def text(self, lang: str = "zh") -> str:
        """Return the label in a language."""
        return self.en if lang == "en" else self.zh


def read_labels(file: Record, field: str) -> dict[str, Label]:
    """Return the labels of a field that maps words to {zh, en}."""
    words = file.inner(file.fields.get(field), field)
    labels = {}
    for key in words.fields:
        record = words.inner(words.fields[key], key)
        record.only("zh", "en")
        labels[key] = Label(key, record.text("zh", needed=True), record.text("en", needed=True))
    return labels
