
(() => {
  "use strict";
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const card = $("#card");
  const body = $(".card-body", card);
  const marks = $$("mark");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const sheet = matchMedia("(max-width: 40rem)");
  let active = null; // the mark that the card explains
  let timer = 0;
  let pointing = false; // between a press and its release
  let quiet = false; // after Esc the focus stays on the mark and must not open the card again

  const numbers = (element) => element.dataset.marks.split(" ");
  const prefix = (element) => element.closest("article").id;
  const entry = (element, n) => document.getElementById(`${prefix(element)}-n${n}`);
  const seen = (element) => numbers(element).map((n) => entry(element, n)).filter((item) => !item.hidden);

  // --- the card ---

  const open = (mark) => {
    clearTimeout(timer);
    const items = seen(mark);
    if (!items.length || active === mark) return;
    close();
    active = mark;
    card.className = `card sev-${items[0].dataset.severity}`;
    body.replaceChildren(...items.map(copy));
    const ours = new Set(items.map((item) => item.dataset.n));
    for (const other of $$("mark", mark.closest(".story"))) {
      other.classList.toggle("active", numbers(other).some((n) => ours.has(n)));
    }
    for (const item of items) item.setAttribute("aria-current", "true");
    reveal(items[0]);
    card.hidden = false;
    place(mark);
  };

  // A copy for the card: without ids, and its head no link, for it stands at its goal.
  const copy = (item) => {
    const twin = document.createElement("div");
    twin.className = item.className;
    twin.append(...[...item.children].map((child) => child.cloneNode(true)));
    for (const element of $$("[id]", twin)) element.removeAttribute("id");
    for (const link of $$(".jump", twin)) link.replaceWith(...link.childNodes);
    return twin;
  };

  const close = () => {
    clearTimeout(timer);
    if (!active) return;
    active = null;
    card.hidden = true;
    for (const mark of $$("mark.active")) mark.classList.remove("active");
    for (const item of $$("[aria-current]")) item.removeAttribute("aria-current");
  };

  const place = (mark) => {
    card.style.left = card.style.top = "";
    if (sheet.matches) {
      // The sheet lies on the lower part of the window: bring a mark beneath it out.
      const hidden = mark.getBoundingClientRect().bottom - card.getBoundingClientRect().top + 16;
      if (hidden > 0) scrollBy({ top: hidden, behavior: calm.matches ? "instant" : "smooth" });
      return;
    }
    const lines = [...mark.getClientRects()];
    const first = lines[0];
    const last = lines[lines.length - 1];
    const { width, height } = card.getBoundingClientRect();
    const left = Math.max(16, Math.min(last.left, document.documentElement.clientWidth - width - 16));
    const below = last.bottom + 8 + height <= innerHeight || first.top - 8 - height < 0;
    card.style.left = `${left + scrollX}px`;
    card.style.top = `${(below ? last.bottom + 8 : first.top - 8 - height) + scrollY}px`;
  };

  // Scrolls the list alone: the story must stay where the reader is.
  const reveal = (item) => {
    const list = item.closest(".list");
    if (list.scrollHeight <= list.clientHeight) return;
    const inner = item.getBoundingClientRect();
    const outer = list.getBoundingClientRect();
    if (inner.top < outer.top || inner.bottom > outer.bottom) {
      list.scrollTop += inner.top - outer.top - (outer.height - inner.height) / 2;
    }
  };

  const target = (event) => (event.target instanceof Element ? event.target.closest("mark, #card") : null);

  document.addEventListener("mouseover", (event) => {
    const over = target(event);
    clearTimeout(timer);
    if (sheet.matches || over === card || (over && over === active)) return;
    if (over) timer = setTimeout(open, 90, over);
    else if (active && !active.contains(document.activeElement)) timer = setTimeout(close, 260);
  });
  // A press gives the focus before it is a click: a card that opened between the two would catch the click.
  document.addEventListener("pointerdown", () => (pointing = true));
  for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => (pointing = false));
  document.addEventListener("focusin", (event) => {
    const into = target(event);
    if (into && into !== card && !quiet && !pointing) open(into);
    else if (!into) close();
  });
  document.addEventListener("click", (event) => {
    const on = target(event);
    if (on === card) {
      if (event.target.closest(".close")) dismiss();
      return;
    }
    if (!on) {
      if (!(event.target.closest && event.target.closest(".jump"))) close();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.shiftKey || !event.target.closest("a")) return;
    event.preventDefault();
    open(on);
  });
  addEventListener("resize", () => active && place(active));

  const dismiss = () => {
    const link = active && $("a", active);
    close();
    // The card's own button had the focus: give it back to the mark.
    if (link && (card.contains(document.activeElement) || document.activeElement === document.body)) {
      quiet = true;
      link.focus({ preventScroll: true });
      quiet = false;
    }
  };

  // --- from finding to finding ---

  const stops = () => $$("mark a:not([tabindex])").filter((link) => seen(link.parentElement).length);

  const go = (link) => {
    const mark = link.parentElement;
    close();
    mark.scrollIntoView({ block: "center", behavior: calm.matches ? "instant" : "smooth" });
    link.focus({ preventScroll: true });
    // While the page still scrolls the card would stand beside its mark.
    open(mark);
  };

  const step = (by) => {
    const links = stops();
    if (!links.length) return;
    const from = active || document.activeElement.closest("mark");
    let next;
    if (from) {
      // A later stretch of a finding is no stop of its own.
      const first = numbers(from)[0];
      const same = (link) => prefix(link) === prefix(from) && numbers(link.parentElement).includes(first);
      const at = links.findIndex((link) => link.parentElement === from || same(link));
      next = links[(at + by + links.length) % links.length];
    } else {
      // From where the reader is, not from the top of the page.
      const inView = links.filter((link) => link.getBoundingClientRect().top >= 0);
      next = by > 0 ? inView[0] || links[0] : links[links.length - inView.length - 1] || links[links.length - 1];
    }
    go(next);
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      dismiss();
      const kinds = $(".kinds[open]");
      if (kinds) kinds.open = false;
    } else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
  });

  for (const jump of $$(".jump")) {
    jump.addEventListener("click", (event) => {
      const { n } = jump.closest(".entry").dataset;
      const mark = $$("mark", jump.closest("article")).find((candidate) => numbers(candidate).includes(n));
      if (!mark) return;
      event.preventDefault();
      go($("a", mark));
    });
  }

  // --- the filter ---

  const filters = $("#filters");
  const apply = () => {
    const wanted = (name) => new Set($$(`input[name=${name}]:checked`, filters).map((box) => box.value));
    const severities = wanted("severity");
    const categories = wanted("category");
    const items = $$(".list .entry");
    close();
    let shown = 0;
    for (const item of items) {
      item.hidden = !severities.has(item.dataset.severity) || !categories.has(item.dataset.category);
      shown += item.hidden ? 0 : 1;
    }
    for (const element of $$("mark, sup[data-marks]")) {
      const left = seen(element);
      if (element.tagName === "SUP") {
        element.hidden = !left.length;
        continue;
      }
      element.classList.toggle("off", !left.length);
      if (left.length) {
        element.classList.remove("sev-critical", "sev-major", "sev-minor", "sev-neutral");
        element.classList.add(`sev-${left[0].dataset.severity}`);
      }
      const link = $("a", element);
      if (link.dataset.stop) left.length ? link.removeAttribute("tabindex") : link.setAttribute("tabindex", "-1");
    }
    for (const list of $$(".list")) $(".none", list).hidden = $$(".entry", list).some((item) => !item.hidden);
    const some = shown < items.length;
    $("#shown").textContent = some ? `${shown} of ${items.length} findings` : `${items.length} finding${items.length === 1 ? "" : "s"}`;
    const kinds = $$("input[name=category]", filters).length;
    $("#kinds-shown").textContent = categories.size < kinds ? `${categories.size} of ${kinds}` : `all ${kinds}`;
    $("#all").hidden = !some;
  };

  if (filters) {
    for (const link of $$("mark a:not([tabindex])")) link.dataset.stop = "1";
    filters.hidden = false;
    filters.addEventListener("change", apply);
    $("#all").addEventListener("click", () => {
      for (const box of $$("input", filters)) box.checked = true;
      apply();
      $("input", filters).focus();
    });
    const kinds = $(".kinds");
    document.addEventListener("click", (event) => {
      if (kinds.open && !kinds.contains(event.target)) kinds.open = false;
    });
    // A sticky bar covers what lies beneath it: jumps and the list keep clear of it.
    const measure = () => {
      const sticky = getComputedStyle(filters).position === "sticky";
      document.documentElement.style.setProperty("--bar", sticky ? `${filters.offsetHeight}px` : "0px");
    };
    new ResizeObserver(measure).observe(filters);
    // Browsers keep the boxes of a reloaded page.
    apply();
    $(".keys").hidden = false;
  }

  // --- light and dark ---

  const theme = $("#theme");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const root = document.documentElement;
  // A page from disk may have no storage.
  const stored = (value) => {
    try {
      if (value) localStorage.setItem("mtlint-theme", value);
      return localStorage.getItem("mtlint-theme");
    } catch {
      return null;
    }
  };
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : dark.matches);
  const label = () => {
    theme.textContent = isDark() ? "Light" : "Dark";
    theme.setAttribute("aria-label", `Switch to ${isDark() ? "light" : "dark"} colours`);
  };
  const remembered = stored();
  if (remembered === "light" || remembered === "dark") root.dataset.theme = remembered;
  theme.hidden = false;
  theme.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    stored(root.dataset.theme);
    label();
  });
  dark.addEventListener("change", label);
  label();
})();
