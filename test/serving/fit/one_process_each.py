"""What scripts of this folder share that import a server once, and then ask it about each case in a process of its own, forked from that."""

import contextlib
import json
import multiprocessing
import os
import sys
import traceback


def answer_all(answer, log=None):
    """Reads a list of cases in JSON, and prints a line `answer …` for each: what the function says of it, or why it could not. What is logged goes to a file."""
    fork = multiprocessing.get_context("fork")
    for case in json.load(sys.stdin):
        receiver, sender = fork.Pipe(duplex=False)
        child = fork.Process(target=_run, args=(answer, case, sender, case.get("log", log or os.devnull)))
        child.start()
        sender.close()
        try:
            result = receiver.recv()
        except EOFError:
            result = {"name": case["name"], "error": "the process ended without an answer"}
        child.join()
        print("answer " + json.dumps(result), flush=True)


def _run(answer, case, sender, log):
    os.dup2(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND), 2)
    try:
        with contextlib.redirect_stdout(sys.stderr):
            result = answer(case)
    except BaseException as error:  # noqa: BLE001: whatever ends it is the answer
        traceback.print_exc()
        result = {"error": f"{type(error).__name__}: {error}"[:1000]}
    sender.send({"name": case["name"], **result})
    sender.close()
    os._exit(0)
