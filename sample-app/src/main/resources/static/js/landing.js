/** The landing page: measures the round trip to the echo endpoint and draws it. */

import { endpoint, port } from "./config.js";
import { Connection } from "./connection.js";
import { StatusPill, digits } from "./status.js";

const SAMPLES = 24;

const connection = new Connection(endpoint("/echo"), {
  interval: 250,
  ping: (number) => `ping ${number}`,
  pong: (data) => Number(data.slice("ping ".length)),
});
const samples = [];

new StatusPill(document.getElementById("status")).watch(connection);
document.getElementById("page-port").textContent = location.port || (location.protocol === "https:" ? "443" : "80");
document.getElementById("ws-port").textContent = port;

connection.addEventListener("rtt", ({ detail }) => {
  samples.push(detail);
  samples.splice(0, samples.length - SAMPLES);
  document.getElementById("rtt").textContent = digits(median(samples.slice(-5)));
  draw();
});
connection.open();

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** The samples from left to right in a box of 240 by 48; the scale follows the largest of them. */
function draw() {
  const top = Math.max(...samples, 1) * 1.15;
  const points = samples.map((value, index) => {
    const x = ((SAMPLES - samples.length + index) / (SAMPLES - 1)) * 240;
    return `${x.toFixed(1)},${(46 - (value / top) * 42).toFixed(1)}`;
  });
  const left = points[0].split(",")[0];
  document.querySelector("#pulse .line").setAttribute("d", `M${points.join("L")}`);
  document.querySelector("#pulse .fill").setAttribute("d", `M${left},48L${points.join("L")}L240,48Z`);
}
