import { h, render } from "preact";
import { useState } from "preact/hooks";

function Editor() {
  const [brief, setBrief] = useState("");
  const [draft, setDraft] = useState("");

  async function write() {
    const answer = await fetch("/drafts", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ text: brief }),
    });
    setDraft((await answer.json()).draft);
  }

  return h("main", null, [
    h("textarea", { value: brief, onInput: (event) => setBrief(event.target.value) }),
    h("button", { onClick: write }, "Write"),
    h("article", null, draft),
  ]);
}

render(h(Editor), document.body);
