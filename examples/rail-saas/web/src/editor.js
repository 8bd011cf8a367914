const brief = document.querySelector("#brief");
const draft = document.querySelector("#draft");

document.querySelector("#write").addEventListener("click", async () => {
  const answer = await fetch("/drafts", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ text: brief.value }),
  });
  draft.textContent = (await answer.json()).draft;
});
