"use strict";
// Texts are only ever put in as text, or as copies of nodes that the file was made with.
(() => {
  const one = (id) => document.getElementById(`i18n-${id}`);
  const data = JSON.parse(one("data").textContent);
  const messages = data.messages;
  const words = {};
  for (const word of one("words").content.children) words[word.dataset.word] = word;
  const desk = document.querySelector(".desk");
  const SIGNS = { none: "", critical: "!", before: "✓", approved: "✓", rejected: "✗", unfit: "–" };

  // What was decided, kept beyond this visit where the browser lets us.
  const KEY = `i18n-review ${data.site} ${data.locale}`;
  const pairOf = (message) => `${message.src} ${message.tgt}`;
  let kept = { by: "", decisions: {}, opened: {} };
  try {
    const found = JSON.parse(localStorage.getItem(KEY));
    if (found && found.decisions && found.opened && found.made === data.made) kept = found;
  } catch { /* A browser that keeps nothing for files still reviews. */ }
  const keep = () => {
    try { localStorage.setItem(KEY, JSON.stringify({ ...kept, made: data.made })); } catch { /* As above. */ }
  };
  const decisionOf = (message) => kept.decisions[pairOf(message)];

  const stateOf = (message) => {
    if (!message.fit) return "unfit";
    const decision = decisionOf(message);
    if (decision) return decision.act;
    if (message.state === "approved") return "before";
    return message.critical ? "critical" : "none";
  };
  // Of critical text with a finding it is said why it is right; nothing approves it in passing.
  const unsaid = (message, note) => message.warned && !note;
  const say = (word) => { one("live").textContent = ""; one("live").append(words[word].cloneNode(true)); };

  // What is missing is said aloud, and stands at the field where it is missing.
  const ask = (field, word) => {
    say(word);
    one(`${field}-ask`).replaceChildren(words[word].cloneNode(true));
    one(`${field}-ask`).hidden = false;
    one(field).focus();
    one(`${field}-ask`).scrollIntoView({ block: "center" });
  };
  for (const field of ["note", "by"]) one(field).addEventListener("input", () => { one(`${field}-ask`).hidden = true; });

  // The page

  let page = 0;
  const numbersOf = (number) => [...new Set(data.pages[number].numbers)];
  const undecided = (number) => numbersOf(number).filter((n) => ["none", "critical"].includes(stateOf(messages[n])));
  const plain = (number) => undecided(number).filter((n) => !messages[n].warned);
  const unread = (number) => numbersOf(number).filter((n) =>
    stateOf(messages[n]) === "critical" && !kept.opened[pairOf(messages[n])]);

  const piece = (kind, number) => document.getElementById(`i18n-${kind}-${number}`).content.cloneNode(true);

  const still = (root) => {
    // The pages that links lead to are not here, and nothing is to be filled in.
    for (const link of root.querySelectorAll("a[href], area[href]")) link.removeAttribute("href");
    for (const field of root.querySelectorAll("input, select, textarea, button, fieldset")) field.disabled = true;
    return root;
  };

  const show = (number, focus) => {
    close(false);
    page = number;
    one("article").replaceChildren(still(piece("body", number)));
    one("article").hidden = !one("article").hasChildNodes();
    one("list").replaceChildren(still(piece("others", number)));
    one("others").hidden = !one("list").querySelector("li");
    for (const sentence of document.querySelectorAll("#i18n-main .i18n-s")) {
      const mark = document.createElement("button");
      mark.type = "button";
      mark.className = "i18n-mark";
      mark.dataset.m = sentence.dataset.m;
      sentence.after(mark);
    }
    paint();
    below();
    one("page").value = String(number);
    one("onward").disabled = number + 1 >= data.pages.length;
    if (focus) { one("main").focus(); scrollTo(0, 0); }
  };

  const paint = () => {
    for (const mark of document.querySelectorAll(".i18n-mark")) {
      const message = messages[mark.dataset.m];
      const state = stateOf(message);
      mark.dataset.state = state;
      mark.textContent = SIGNS[state];
      const start = mark.previousElementSibling.textContent.trim().slice(0, 60);
      mark.setAttribute("aria-label", `${words[state].textContent}: ${start}`);
    }
    data.pages.forEach((each, number) => {
      const numbers = numbersOf(number).filter((n) => messages[n].fit);
      const done = numbers.filter((n) => !["none", "critical"].includes(stateOf(messages[n]))).length;
      one("page").options[number].textContent = `${each.title} (${done}/${numbers.length})`;
    });
    const waiting = unread(page).length > 0;
    one("hint").hidden = !waiting;
    one("all").disabled = waiting || plain(page).length === 0;
    one("count").textContent = String(sent().length);
    one("text").value = JSON.stringify(file(), null, 1);
  };

  const sources = [];
  const sourceOf = (number) => {
    sources[page] ??= still(piece("source", page));
    const found = sources[page].querySelector(`[data-m="${number}"]`);
    return found ? [...found.cloneNode(true).childNodes] : [];
  };
  const below = () => {
    for (const text of document.querySelectorAll(".i18n-below")) text.remove();
    if (!one("sources").checked) return;
    for (const mark of document.querySelectorAll(".i18n-mark")) {
      const text = document.createElement("span");
      text.className = "i18n-below";
      text.lang = data.source.lang;
      text.dir = data.source.dir;
      text.append(...sourceOf(mark.dataset.m));
      mark.after(text);
    }
  };

  // One sentence

  let open = null;
  let opener = null;

  const list = (id, items, write) => {
    const place = one(id).querySelector("ul");
    place.replaceChildren(...items.map((item) => {
      const line = document.createElement("li");
      write(line, item);
      return line;
    }));
    one(id).hidden = items.length === 0;
  };
  const isolated = (text) => {
    const part = document.createElement("bdi");
    part.textContent = text;
    return part;
  };
  const forms = (texts) => texts.map((text) => {
    const line = document.createElement("p");
    line.textContent = text;
    return line;
  });

  const choose = (mark) => {
    const number = mark.dataset.m;
    const message = messages[number];
    remark();
    for (const old of document.querySelectorAll(".i18n-open")) old.classList.remove("i18n-open");
    const sentence = mark.previousElementSibling;
    sentence.classList.add("i18n-open");
    open = number;
    opener = mark;
    kept.opened[pairOf(message)] = 1;
    keep();
    one("source").replaceChildren(...(message.sources ? forms(message.sources) : sourceOf(number)));
    one("string").replaceChildren(
      ...(message.strings ? forms(message.strings) : message.shown ? still(sentence.cloneNode(true)).childNodes : []));
    (message.heard || []).forEach((text, index) => one(index ? "string" : "source").append(...forms([`(${text})`])));
    one("critical").hidden = !message.critical;
    one("critical").querySelector("small").textContent = message.critical || "";
    one("changed").hidden = !message.previous;
    one("changed").querySelector("p").replaceChildren(...(message.previous || []).map(([kind, text]) => {
      const part = document.createElement({ same: "span", gone: "del", new: "ins" }[kind]);
      part.textContent = text;
      return part;
    }));
    list("notes", message.notes || [], (line, text) => line.append(isolated(text)));
    list("findings", message.findings || [], (line, [severity, check, text]) => {
      line.className = severity;
      line.append(`${severity}: ${check}: `, isolated(text));
    });
    list("terms", message.terms || [], (line, parts) => {
      parts.forEach((part, index) => line.append(index ? " · " : "", isolated(part)));
    });
    list("records", message.records || [], (line, text) => line.append(isolated(text)));
    one("unfit").hidden = message.fit;
    one("remark").hidden = !message.fit;
    one("decide").hidden = !message.fit;
    const decision = decisionOf(message);
    one("note").value = decision ? decision.note : "";
    one("note-ask").hidden = true;
    one("back").disabled = !decision;
    one("panel").hidden = false;
    desk.classList.add("open");
    one("panel").scrollTop = 0;
    one("panel-title").focus({ preventScroll: true });
    sentence.scrollIntoView({ block: matchMedia("(min-width: 60rem)").matches ? "center" : "start" });
    paint();
  };

  const close = (focus) => {
    remark();
    for (const old of document.querySelectorAll(".i18n-open")) old.classList.remove("i18n-open");
    one("panel").hidden = true;
    desk.classList.remove("open");
    if (focus && opener) opener.focus();
    open = null;
  };

  const decide = (number, act, note) => {
    kept.decisions[pairOf(messages[number])] = { act, note };
  };
  const decided = (word) => { keep(); paint(); one("back").disabled = false; say(word); };

  // A remark without a decision asks for a change: nobody writes one to be overlooked.
  const remark = () => {
    if (open === null || !messages[open].fit) return;
    const note = one("note").value.trim();
    const decision = decisionOf(messages[open]);
    const needed = decision && (decision.act === "rejected" || messages[open].warned);
    if (decision ? decision.note === note || (needed && !note) : !note) return;
    decide(open, decision ? decision.act : "rejected", note);
    decided(decision ? decision.act : "rejected");
  };

  const next = () => {
    const marks = [...document.querySelectorAll(".i18n-mark")];
    const at = marks.indexOf(opener);
    const after = marks.slice(at + 1).find((mark) => mark.dataset.m !== open);
    if (after) choose(after); else { close(false); one(one("all").disabled ? "onward" : "all").focus(); }
  };

  one("approve").addEventListener("click", () => {
    const note = one("note").value.trim();
    if (unsaid(messages[open], note)) { ask("note", "reason"); return; }
    decide(open, "approved", note);
    decided("approved");
    next();
  });
  one("reject").addEventListener("click", () => {
    const note = one("note").value.trim();
    if (!note) { ask("note", "empty"); return; }
    decide(open, "rejected", note);
    decided("rejected");
    next();
  });
  one("back").addEventListener("click", () => {
    delete kept.decisions[pairOf(messages[open])];
    one("note").value = "";
    keep();
    paint();
    one("back").disabled = true;
    say("none");
    one("note").focus();
  });
  one("next").addEventListener("click", () => { remark(); next(); });
  one("close").addEventListener("click", () => close(true));
  one("note").addEventListener("change", remark);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && open !== null) close(true);
  });
  one("main").addEventListener("click", (event) => {
    const mark = event.target.closest(".i18n-mark");
    if (mark) { choose(mark); return; }
    const sentence = event.target.closest(".i18n-s");
    if (sentence && getSelection().isCollapsed) choose(sentence.nextElementSibling);
  });
  one("all").addEventListener("click", () => {
    for (const number of plain(page)) decide(number, "approved", "");
    decided("approved");
    one("main").focus();
  });
  one("onward").addEventListener("click", () => show(page + 1, true));
  one("page").addEventListener("change", () => show(Number(one("page").value), false));
  one("sources").addEventListener("change", below);

  // Back to the practice

  const sent = () => messages.filter((message) => message.fit && decisionOf(message));
  const file = () => ({
    format: "dragoman-review",
    version: 1,
    locale: data.locale,
    made: data.made,
    by: kept.by,
    decisions: sent().map((message) => ({ src: message.src, tgt: message.tgt, ...decisionOf(message) })),
  });
  one("by").value = kept.by;
  one("by").addEventListener("input", () => { kept.by = one("by").value.trim(); keep(); paint(); });
  one("download").addEventListener("click", () => {
    remark();
    if (!kept.by) { ask("by", "id"); return; }
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(file(), null, 1) + "\n"], { type: "application/json" }));
    link.download = `review-${data.locale}-${kept.by.replace(/[^\w.-]/g, "_")}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  });
  one("text").addEventListener("focus", () => one("text").select());

  one("page").append(...data.pages.map((each, number) => new Option(each.title, String(number))));
  show(0, false);
})();
