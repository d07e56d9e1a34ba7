"""Jobs of the tests; a job must stand in a module."""

from __future__ import annotations

from zhiwei.platform.kit import jobs
from zhiwei.platform.kit.jobs.progress import current
from zhiwei.platform.kit.models import Job


def add(one: int, two: int = 0) -> dict[str, int]:
    """A job with a result."""
    return {"sum": one + two}


def fail() -> None:
    """A job with a fault of ours."""
    raise RuntimeError("password 123")


def refuse() -> None:
    """A job that tells why it ends."""
    raise jobs.Failed("文件里没有“名称”一列。")


def walk(steps: int) -> int:
    """A job that says how far it is."""
    for step in range(steps):
        speak(step, steps, f"第 {step} 步")
    return steps


def speak(done: int, total: int, text: str) -> None:
    """Report without waiting for the next time."""
    if speaker := current.get():
        speaker.last = float("-inf")
    jobs.report(done, total, text)


def hear(key: str) -> list[object]:
    """A job that looks at itself as a watcher would, and is then asked to stop."""
    speak(3, 4, "第三步")
    seen = jobs.progress_of(Job.objects.get(function__endswith=".hear"))
    Job.objects.create(pk=key, title=f"{seen.percent} {seen.text} {seen.state}", function="-")
    jobs.cancel(seen)
    speak(4, 4, "不会到这里")
    return []
