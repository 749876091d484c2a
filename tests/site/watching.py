"""What a page does that it must not: it fails, or asks for something from another place."""

from __future__ import annotations


def watch(page, base, troubles):
    """Note what goes wrong on a page and refuse requests to other places."""

    def check(route):
        address = route.request.url
        if address.startswith((base, "data:", "blob:")):
            route.continue_()
        else:
            troubles.append(f"{page.url}: a request leaves the site: {address}")
            route.abort()

    page.route("**/*", check)
    page.on("pageerror", lambda error: troubles.append(f"{page.url}: {error}"))
    # A page that is left drops what it was still loading; that is no fault of the page.
    page.on(
        "requestfailed",
        lambda request: (
            request.failure == "net::ERR_ABORTED"
            or troubles.append(f"{page.url}: not loaded: {request.url}")
        ),
    )
    page.on(
        "response",
        lambda answer: answer.status >= 400 and troubles.append(f"{answer.status}: {answer.url}"),
    )
    page.on(
        "console",
        lambda message: (
            message.type == "error"
            and troubles.append(f"{page.url}: console error: {message.text}")
        ),
    )
