// Parts of a page that are marked data-live are fetched again every few seconds while somebody can see them.
"use strict";

const EVERY = 5000;

async function renew(part) {
  const answer = await fetch(part.dataset.live, { credentials: "same-origin", redirect: "error" });
  if (answer.status === 401 || answer.status === 403) {
    location.reload(); // the session is over: the page itself says so, and what was on it is gone
    return;
  }
  if (!answer.ok) throw new Error(answer.status);
  const text = await answer.text();
  if (part.kept !== text && !part.contains(document.activeElement)) part.innerHTML = text;
  part.kept = text;
}

async function turn() {
  const away = document.getElementById("away");
  try {
    if (!document.hidden) for (const part of document.querySelectorAll("[data-live]")) await renew(part);
    away.hidden = true;
  } catch {
    away.hidden = false; // the centre does not answer: what stands here is old
  }
  setTimeout(turn, EVERY);
}

// On a narrow screen the menu is a strip: what is open stands in it where it can be seen.
document.querySelector("nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

if (document.querySelector("[data-live]")) setTimeout(turn, EVERY);
