const SVG = "http://www.w3.org/2000/svg";

const PATHS = {
  plus: "M12 5v14M5 12h14",
  close: "M6 6l12 12M18 6L6 18",
  back: "M15 5l-7 7 7 7",
  menu: "M12 5.5v.01M12 12v.01M12 18.5v.01",
  send: "M4 12l16-8-6 16-3-6-7-2z",
  photo: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.500 9.500v.01",
  camera: "M4 8h3l2-3h6l2 3h3v11H4zM12 16.500a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7z",
  mic: "M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3zM6 11a6 6 0 0 0 12 0M12 17v4",
  smile: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8 14c2 3 6 3 8 0M9 9.500v.01M15 9.500v.01",
  pin: "M12 21c-4-5-6-8-6-11a6 6 0 0 1 12 0c0 3-2 6-6 11zM12 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
  down: "M6 9l6 6 6-6",
  at: "M16 12a4 4 0 1 0-8 0a4 4 0 0 0 8 0zM16 9v4.500a2.500 2.500 0 0 0 5 0V12a9 9 0 1 0-4 7.500",
  file: "M6 3h8l4 4v14H6zM14 3v4h4",
};

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}
