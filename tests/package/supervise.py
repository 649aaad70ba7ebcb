"""Starts the daemon as systemd does, with NOTIFY_SOCKET, and checks what it says: ready, reloading and ready, alive, stopping."""
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time

binary, config, data = sys.argv[1:]
with tempfile.TemporaryDirectory() as folder:
    path = folder + "/notify"
    heard = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    heard.bind(path)
    heard.settimeout(30)
    daemon = subprocess.Popen([binary, "serve", "--config", config, "--data", data, "--listen", "127.0.0.1:0"],
                              env={**os.environ, "NOTIFY_SOCKET": path}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def wait_for(state):
        end = time.monotonic() + 30
        while time.monotonic() < end:
            if heard.recv(4096).decode() == state:
                return
        sys.exit("never heard " + state)

    try:
        wait_for("READY=1")
        wait_for("WATCHDOG=1")
        daemon.send_signal(signal.SIGHUP)
        wait_for("RELOADING=1")
        wait_for("READY=1")
        daemon.send_signal(signal.SIGTERM)
        wait_for("STOPPING=1")
        if daemon.wait(30) != 0:
            sys.exit("it stopped with %d" % daemon.returncode)
    finally:
        if daemon.poll() is None:
            daemon.kill()
