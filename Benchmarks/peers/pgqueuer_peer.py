"""pgqueuer on a database of its own: URL enqueue COUNT CONNECTIONS | URL drain COUNT WORKERS."""

import asyncio
import logging
import sys
import time
from datetime import timedelta

import asyncpg
import uvloop
from pgqueuer import AsyncpgDriver, Queries, QueueManager
from pgqueuer.types import QueueExecutionMode

from peer import QUEUES, measure, spread, sql

logging.disable(logging.CRITICAL)
URL = sys.argv[1]


async def connect():
    return await asyncpg.connect(dsn=URL)


async def enqueue(share, ready, each):
    queues = [Queries(AsyncpgDriver(await connect())) for _ in range(share)]
    start = await ready()

    async def client(queue):
        for _ in range(each):
            # Five jobs in one statement and one commit.
            await queue.enqueue(QUEUES, [None] * 5, [0] * 5)

    await asyncio.gather(*[client(queue) for queue in queues])
    return start, time.monotonic()


def manager(connection):
    queue_manager = QueueManager(Queries(AsyncpgDriver(connection)))
    for name in QUEUES:

        @queue_manager.entrypoint(name)
        async def nothing(job):
            pass

    return queue_manager


async def drain(share, ready):
    managers = [manager(await connect()) for _ in range(share)]
    start = await ready()
    mode = QueueExecutionMode.drain
    # One job a claim, as for everybody in this row.
    await asyncio.gather(*[m.run(batch_size=1, mode=mode, log_aggregation_interval=timedelta(0)) for m in managers])
    return start, time.monotonic()


async def install():
    connection = await connect()
    await Queries(AsyncpgDriver(connection)).install()
    await connection.close()


def preload(count):
    names = ", ".join(f"'{name}'" for name in QUEUES)
    sql(
        URL,
        "INSERT INTO pgqueuer (priority, status, entrypoint)"
        f" SELECT 0, 'queued', (ARRAY[{names}])[1 + n % 5] FROM generate_series(1, {count}) AS n",
    )
    sql(URL, "VACUUM ANALYZE pgqueuer")


if __name__ == "__main__":
    command, count, workers = sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    asyncio.run(install())
    # On uvloop, as its own command line runs it.
    if command == "enqueue":
        each = count // workers
        measure(URL, each * workers, lambda: spread(enqueue, workers, each, loop_factory=uvloop.new_event_loop))
    else:
        preload(count)
        measure(URL, count, lambda: spread(drain, workers, loop_factory=uvloop.new_event_loop))
        left = sql(URL, "SELECT count(*) FROM pgqueuer")[0][0]
        assert left == 0, f"{left} of {count} jobs left"
