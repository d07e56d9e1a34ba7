// Small helps on top of pages that work without them.
"use strict";

// After a refused form, reading goes on at the list of faults.
document.querySelector("#errors")?.focus();

// A choice marked data-send sends its form at once; the button beside it serves those without script.
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-send]")) event.target.form?.requestSubmit();
});

// What a slider stands at, told beside it: <input type="range" data-shows="id-of-output" data-words='["2012-01-01", …]'>.
document.addEventListener("input", (event) => {
  const slider = event.target;
  if (!slider.matches("input[type=range][data-shows]")) return;
  const words = slider.dataset.words ? JSON.parse(slider.dataset.words) : null;
  const shown = words ? words[Number(slider.value)] : slider.value;
  document.getElementById(slider.dataset.shows).textContent = shown;
  slider.setAttribute("aria-valuetext", shown);
});

// Printing by a button; without script the browser's own menu does.
document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});

// A table wider than its frame scrolls there: the frame can then be reached by keyboard, and only then.
const frames = new ResizeObserver((seen) => {
  for (const { target } of seen) {
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
});
document.querySelectorAll(".tbl:not([role])").forEach((frame) => frames.observe(frame));
