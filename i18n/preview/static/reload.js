// Loads the page again when the site has changed since it was made. A page in the background listens to nothing, so
// that many open pages do not use up the browser's connections; it catches up when it is looked at.
"use strict";
{
  const version = new URL(document.currentScript.src).searchParams.get("version");
  let events = null;

  const listen = () => {
    if (document.hidden) {
      events?.close();
      events = null;
    } else if (!events) {
      events = new EventSource("/_i18n/events");
      events.onmessage = (event) => {
        if (event.data !== version) {
          events.close();
          location.reload();
        }
      };
    }
  };

  document.addEventListener("visibilitychange", listen);
  listen();
}
