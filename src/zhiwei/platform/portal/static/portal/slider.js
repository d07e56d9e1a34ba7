// The day beside the slider follows it; without script the button computes the day that the slider stands at.
document.querySelectorAll("input[data-days]").forEach(function (slider) {
  var days = slider.dataset.days.split(",");
  var output = slider.form.querySelector("output");
  function show() {
    output.textContent = days[slider.value];
    slider.setAttribute("aria-valuetext", days[slider.value]);
  }
  slider.addEventListener("input", show);
  slider.setAttribute("aria-valuetext", output.textContent);
});
