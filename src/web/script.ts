import { createHash } from "node:crypto";

/** How the time that is left is written, by the language of the page; of two units what is not zero. */
const counted = {
  en: { units: [" d", " h", " min", " s"], between: " ", left: "{time} left", over: "time is over" },
  ja: { units: ["日", "時間", "分", "秒"], between: "", left: "残り{time}", over: "期限切れ" },
};

/**
 * The only script. It brings out the buttons that copy a value, which without it are not there, and counts down the times
 * that are left, which without it stand as they were when the page was made. Whatever else the console does it does
 * without.
 */
export const script = `
for (const button of document.querySelectorAll("button[data-copies]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copies);
    await navigator.clipboard.writeText(field.value);
    button.textContent = button.dataset.copied;
  });
}

const words = ${JSON.stringify(counted)}[document.documentElement.lang];

function leftWords(seconds) {
  if (seconds <= 0) return words.over;
  const counts = [Math.floor(seconds / 86400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60];
  const first = counts.findIndex((count) => count > 0);
  const parts = counts.map((count, index) => (count > 0 ? count + words.units[index] : ""));
  const time = parts.slice(first, first + 2).filter((part) => part !== "").join(words.between);
  return words.left.replace("{time}", time);
}

/* The one place that screen readers say: a minute before the end, and at the end. */
const news = document.querySelector("[data-over]");

function tell(state) {
  if (news === null) return;
  news.textContent = news.dataset[state];
  if (state === "over") endForms(news.closest("section"));
}

/* Buttons that are disabled would lose the focus. */
function endForms(section) {
  section.querySelector("[data-again]").hidden = false;
  for (const button of section.querySelectorAll("form button")) {
    button.setAttribute("aria-disabled", "true");
    button.addEventListener("click", (event) => event.preventDefault());
  }
}

for (const time of document.querySelectorAll("time[data-left]")) {
  const end = Date.now() + Number(time.dataset.left);
  let told = "";
  const count = () => {
    const seconds = Math.ceil((end - Date.now()) / 1000);
    time.textContent = leftWords(seconds);
    const state = seconds <= 0 ? "over" : seconds <= 60 ? "soon" : "";
    if (state !== told) tell(state);
    told = state;
    if (state === "over") clearInterval(timer);
  };
  const timer = setInterval(count, 1000);
  count();
}
`;

/** Where the script is served; another content has another path, so that browsers may keep it. */
export const scriptPath = `/console.${createHash("sha256").update(script).digest("hex").slice(0, 12)}.js`;
