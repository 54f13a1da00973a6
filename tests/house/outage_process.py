"""A process of its own for test_outage: asks for the given addresses as somebody with a session, and prints what came as JSON."""

import json
import sys

import django

if __name__ == "__main__":
    django.setup()
    from django.test import Client

    client = Client(raise_request_exception=False, SERVER_NAME="localhost")
    client.cookies["sessionid"] = "a-session-that-lies-in-the-database"
    answers = {}
    for address in sys.argv[1:]:
        response = client.get(address)
        answers[address] = {"status": response.status_code, "retry_after": response.headers.get("Retry-After"), "text": response.text}
    print(json.dumps(answers))  # noqa: T201
