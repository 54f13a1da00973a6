"""A process of its own for test_sessions: signs in with the right password, and prints the status that came."""

import sys

import django

if __name__ == "__main__":
    django.setup()
    from django.test import Client

    from tests.factories import PASSWORD

    answer = Client(SERVER_NAME="localhost").post("/konto/login/", {"login": sys.argv[1], "password": PASSWORD})
    print(answer.status_code)  # noqa: T201
