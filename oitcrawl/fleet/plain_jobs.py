"""What APScheduler is given of ours: an agency's turns as a trigger, and a store of jobs that holds plain values."""

import pickle
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any

from apscheduler.job import Job
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.triggers.base import BaseTrigger


class Turns(BaseTrigger):  # type: ignore[misc]
    """The turns of one agency, one after the other."""

    def __init__(self, after: Callable[[datetime], datetime]) -> None:
        self._after = after

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """The turn after the last one."""
        return self._after(previous_fire_time or now)


class PlainJobs(SQLAlchemyJobStore):  # type: ignore[misc]
    """APScheduler's jobs in our database, as plain values: nothing that is read from it is ever run."""

    def __init__(self, engine: Any, revive: Callable[[str, datetime | None], dict[str, Any]]) -> None:
        """Keep jobs in ``engine``; ``revive`` gives what makes a job of its name and next moment."""
        super().__init__(engine=engine)
        self._revive = revive

    def add_job(self, job: Job) -> None:
        """Keep a job."""
        super().add_job(_Plain(job))

    def update_job(self, job: Job) -> None:
        """Keep a job's next moment."""
        super().update_job(_Plain(job))

    def shutdown(self) -> None:
        """Leave the engine open: it is the store's."""

    def _reconstitute_job(self, job_state: bytes) -> Job:
        told = _Values(BytesIO(job_state)).load()
        moment = datetime.fromisoformat(told["at"]) if told["at"] else None
        job = Job(self._scheduler, id=str(told["id"]), **self._revive(str(told["id"]), moment))
        job._jobstore_alias = self._alias  # noqa: SLF001 - as its parent does
        return job


class _Plain:
    """A job as the library's store wants it, without all that would have to be run to be understood."""

    def __init__(self, job: Job) -> None:
        self.id, self.next_run_time = job.id, job.next_run_time

    def __getstate__(self) -> dict[str, str]:
        return {"id": self.id, "at": self.next_run_time.isoformat() if self.next_run_time else ""}


class _Values(pickle.Unpickler):
    """Reads texts in a dictionary, and refuses whatever would name code."""

    def find_class(self, module_name: str, global_name: str) -> Any:
        """Nothing is found.

        Raises:
            UnpicklingError: always.
        """
        raise pickle.UnpicklingError(f"{module_name}.{global_name}")
