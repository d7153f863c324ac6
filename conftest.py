"""How nbval checks the notebooks: pictures too, nothing sanitised, kernels over file-system sockets."""


def pytest_configure(config):
    # Two workers that start kernels over TCP now and then pick the same port, and a whole notebook fails.
    from jupyter_client.manager import KernelManager
    from nbval import kernel

    from koujing.notebooks import connection

    kernel.KernelManager = lambda **options: KernelManager(**connection(), **options)


def pytest_collectstart(collector):
    # nbval leaves pictures out by default. Ours are reproducible (matplotlib pinned, a font of our own), so a changed
    # picture is a changed result. What stays left out (execution counts, names) is no output.
    if hasattr(collector, "skip_compare"):
        collector.skip_compare = tuple(key for key in collector.skip_compare if not key.startswith("image/"))
