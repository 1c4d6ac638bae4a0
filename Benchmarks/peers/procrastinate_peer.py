"""procrastinate on a database of its own: URL enqueue COUNT CONNECTIONS | URL drain COUNT WORKERS."""

import asyncio
import logging
import sys
import time

from procrastinate import App, PsycopgConnector
from procrastinate.jobs import Job

from peer import QUEUES, measure, spread, sql

logging.disable(logging.CRITICAL)
URL = sys.argv[1]


def application(connections):
    app = App(connector=PsycopgConnector(conninfo=URL, min_size=connections, max_size=connections + 2))

    @app.task(name="nothing")
    async def nothing():
        pass

    return app


async def enqueue(share, ready, each):
    app = application(share)
    async with app.open_async():
        jobs = [Job(id=None, queue=q, lock=None, queueing_lock=None, task_name="nothing", task_kwargs={}) for q in QUEUES]
        start = await ready()

        async def client():
            for _ in range(each):
                # Five jobs in one statement and one commit: the quickest that it offers.
                await app.job_manager.batch_defer_jobs_async(jobs=jobs)

        await asyncio.gather(*[client() for _ in range(share)])
        return start, time.monotonic()


async def drain(share, ready):
    app = application(share)
    async with app.open_async():
        start = await ready()
        await app.run_worker_async(queues=QUEUES, wait=False, concurrency=share, install_signal_handlers=False)
        return start, time.monotonic()


async def install():
    app = application(1)
    async with app.open_async():
        await app.schema_manager.apply_schema_async()


def preload(count):
    """Loading is not what is measured: without the triggers."""
    names = ", ".join(f"'{name}'" for name in QUEUES)
    sql(URL, "ALTER TABLE procrastinate_jobs DISABLE TRIGGER USER")
    sql(
        URL,
        "INSERT INTO procrastinate_jobs (queue_name, task_name)"
        f" SELECT (ARRAY[{names}])[1 + n % 5], 'nothing' FROM generate_series(1, {count}) AS n",
    )
    sql(URL, "ALTER TABLE procrastinate_jobs ENABLE TRIGGER USER")
    sql(URL, "VACUUM ANALYZE procrastinate_jobs")


if __name__ == "__main__":
    command, count, workers = sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    asyncio.run(install())
    if command == "enqueue":
        each = count // workers
        measure(URL, each * workers, lambda: spread(enqueue, workers, each))
    else:
        preload(count)
        measure(URL, count, lambda: spread(drain, workers))
        done = sql(URL, "SELECT count(*) FROM procrastinate_jobs WHERE status = 'succeeded'")[0][0]
        assert done == count, f"{done} of {count} jobs done"
