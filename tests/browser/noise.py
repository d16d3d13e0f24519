"""What a page does that no page of ours should do."""

from __future__ import annotations

from playwright.sync_api import ConsoleMessage, Dialog, Error, Page, Request, Response


def noise(page: Page, origin: str, *, console: bool = True) -> list[str]:
    """Dialogs, errors, failed answers, requests to other places, and words on the console: filled as they happen."""
    heard: list[str] = []

    def hear(text: str) -> None:
        heard.append(f"{page.url}: {text}")

    def on_dialog(dialog: Dialog) -> None:
        hear(f"dialog {dialog.message}")
        dialog.dismiss()

    def on_error(error: Error) -> None:
        hear(str(error))

    def on_request(request: Request) -> None:
        if not request.url.startswith((origin, "data:", "about:")):
            hear(request.url)

    def on_response(answer: Response) -> None:
        if answer.status >= 400:
            hear(f"{answer.url}: {answer.status}")

    def on_console(message: ConsoleMessage) -> None:
        hear(message.text)

    page.on("dialog", on_dialog)
    page.on("pageerror", on_error)
    page.on("request", on_request)
    page.on("response", on_response)
    if console:
        page.on("console", on_console)
    return heard
