// A text field with line numbers. It tells Python what was typed when typing pauses, and at once when the field
// is left, so that "type, then click Save" saves what was typed. Texts are set as text, never as markup.
const PAUSE = 200;

export default function ({ data, parentElement, setStateValue }) {
  const area = parentElement.querySelector("textarea");
  const gutter = parentElement.querySelector(".numbers");
  area.setAttribute("aria-label", data.label);

  const number = () => {
    const lines = area.value.split("\n").length;
    const marks = JSON.stringify(data.marks);
    if (gutter.lines === lines && gutter.marks === marks) return;
    gutter.lines = lines;
    gutter.marks = marks;
    gutter.replaceChildren(
      ...Array.from({ length: lines }, (_, at) => {
        const line = document.createElement("div");
        line.textContent = String(at + 1);
        line.className = data.marks[at + 1] ?? "";
        return line;
      }),
    );
    gutter.scrollTop = area.scrollTop;
  };

  const send = () => {
    clearTimeout(area.timer);
    if (area.value === area.sent) return;
    area.sent = area.value;
    setStateValue("typed", { name: area.opened, text: area.value });
  };

  if (area.opened !== data.name) {
    if (area.opened !== undefined) send();
    area.opened = data.name;
    area.value = area.sent = data.text;
    area.scrollTop = area.scrollLeft = 0;
  }
  if (data.jump && area.jumped !== data.jump.id) {
    area.jumped = data.jump.id;
    const before = area.value.split("\n").slice(0, data.jump.line - 1);
    const start = before.join("\n").length + (before.length ? 1 : 0);
    const end = area.value.indexOf("\n", start);
    const height = parseFloat(getComputedStyle(area).lineHeight);
    area.focus();
    area.setSelectionRange(start, end < 0 ? area.value.length : end);
    area.scrollTop = Math.max(0, (data.jump.line - 6) * height);
  }
  number();
  area.oninput = () => {
    number();
    clearTimeout(area.timer);
    area.timer = setTimeout(send, PAUSE);
  };
  area.onblur = send;
  area.onscroll = () => {
    gutter.scrollTop = area.scrollTop;
  };
}
