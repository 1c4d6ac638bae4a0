"""What both peers share: database, processes, one line of JSON at the end."""

import asyncio
import json
import multiprocessing
import time

import psycopg

QUEUES = ["planning", "fire", "civil_defence", "meteorology", "structural"]
# More than the processors of a small machine would only get in each other's way.
PROCESSES = 2


def sql(url, text):
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(text)
        return cursor.fetchall() if cursor.description else None


def flushes(url):
    """Flushes of the write-ahead log so far; sessions report theirs when they end."""
    time.sleep(0.3)
    if int(sql(url, "SELECT current_setting('server_version_num')")[0][0]) >= 180000:
        return int(sql(url, "SELECT coalesce(sum(fsyncs), 0) FROM pg_stat_io WHERE object = 'wal'")[0][0])
    return int(sql(url, "SELECT wal_sync FROM pg_stat_wal")[0][0])


def _child(work, share, arguments, barrier, answers, loop_factory):
    async def main():
        async def ready():
            """Called by `work` once it is connected: the clock starts when everybody is."""
            await asyncio.get_running_loop().run_in_executor(None, barrier.wait)
            return time.monotonic()

        answers.put(await work(share, ready, *arguments))

    with asyncio.Runner(loop_factory=loop_factory) as runner:
        runner.run(main())


def spread(work, workers, *arguments, loop_factory=None):
    """Runs `work(share, ready, …)`, which returns its start and end, in a few processes; the seconds from the first start to the last end."""
    count = min(PROCESSES, workers)
    shares = [workers // count + (number < workers % count) for number in range(count)]
    barrier, answers = multiprocessing.Barrier(count), multiprocessing.Queue()
    processes = [
        multiprocessing.Process(target=_child, args=(work, share, arguments, barrier, answers, loop_factory)) for share in shares
    ]
    for process in processes:
        process.start()
    spans = [answers.get(timeout=300) for _ in processes]
    for process in processes:
        process.join()
    return max(end for _, end in spans) - min(start for start, _ in spans)


def measure(url, count, seconds):
    """Prints the answer: units a second and flushes a unit, over what `seconds()` does and times."""
    before = flushes(url)
    spent = seconds()
    print(json.dumps({"rate": count / spent, "syncs": (flushes(url) - before) / count}), flush=True)
