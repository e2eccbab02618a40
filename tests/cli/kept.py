"""A status file that keeps what it is told, for tests of what tells it."""

from loyalty.cli.status import StatusFile


class Kept(StatusFile):
    """Keeps the steps it is told instead of writing them."""

    def __init__(self):
        super().__init__(None)
        self.steps = []

    def at(self, step):
        self.steps.append(step)
