// Search, filter and highlighting; without it the page shows everything.
"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const tools = document.getElementById("tools");
  const search = document.getElementById("search");
  const told = document.getElementById("told");
  const boxes = all("input[name=verdict]", tools);
  const items = all("[data-find]");
  const words = new Map(items.map(item => [item, item.textContent.toLowerCase()]));
  const graph = document.querySelector(".graph");
  tools.hidden = false;

  const filter = () => {
    const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const verdicts = new Set(boxes.filter(box => box.checked).map(box => box.value));
    const filtering = wanted.length > 0 || verdicts.size < boxes.length;
    let shown = 0;
    for (const item of items) {
      const verdict = item.dataset.find;
      const fits = (!verdict || verdicts.has(verdict)) && wanted.every(word => words.get(item).includes(word));
      item.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    for (const details of all("details")) {
      const inside = all("[data-find]", details);
      if (!inside.length) continue;
      if (!("before" in details.dataset)) details.dataset.before = details.open ? "open" : "";
      details.open = filtering ? inside.some(item => !item.hidden) : details.dataset.before === "open";
      if (!filtering) delete details.dataset.before;
    }
    told.textContent = filtering ? `${shown} of ${items.length} entries shown` : "";
  };

  const light = (nodes, edges) => {
    if (!graph) return;
    graph.classList.toggle("lit", nodes.length > 0);
    for (const node of all(".node", graph)) node.classList.toggle("on", nodes.includes(node.dataset.node));
    for (const edge of all(".edge, .label", graph)) edge.classList.toggle("on", edges.includes(edge.dataset.edge));
  };
  let lit = null;
  const show = (button, card) => {
    if (lit) lit.setAttribute("aria-pressed", "false");
    lit = lit === button ? null : button;
    if (!lit) return light([], []);
    lit.setAttribute("aria-pressed", "true");
    light(card.dataset.nodes.split(" "), card.dataset.edges.split(" "));
    document.getElementById("system").scrollIntoView();
  };
  for (const card of all(".finding[data-nodes]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "show";
    button.textContent = "Show in the graph";
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => show(button, card));
    card.append(button);
  }
  for (const node of graph ? all(".node", graph) : []) {
    const pick = () => {
      search.value = node.dataset.name;
      filter();
      search.scrollIntoView({ block: "center" });
      search.focus();
    };
    node.setAttribute("role", "button");
    node.setAttribute("tabindex", "0");
    node.addEventListener("click", pick);
    node.addEventListener("keydown", event => {
      if (event.key === "Enter" || event.key === " ") { event.preventDefault(); pick(); }
    });
  }
  search.addEventListener("input", filter);
  for (const box of boxes) box.addEventListener("change", filter);
  document.addEventListener("keydown", event => {
    const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) { event.preventDefault(); search.focus(); }
    if (event.key === "Escape" && (event.target === search || lit)) {
      search.value = "";
      filter();
      if (lit) show(lit, null);
    }
  });
  const target = () => {
    const item = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const details = item && item.closest("details");
    if (item && item.hidden) { search.value = ""; for (const box of boxes) box.checked = true; filter(); }
    if (details) { details.open = true; item.scrollIntoView(); }
  };
  addEventListener("hashchange", target);
  target();
  let opened = [];
  addEventListener("beforeprint", () => { opened = all("details:not([open])"); for (const each of opened) each.open = true; });
  addEventListener("afterprint", () => { for (const each of opened) each.open = false; });
})();
