/** Dark by nature: it stands around a picture. */
export const LOOK = `
:host { display: block; position: relative; container-type: inline-size; aspect-ratio: 16 / 9; overflow: hidden; background: #000; color: #fff;
  font: 500 0.875rem/1.4 system-ui, sans-serif; color-scheme: dark; --accent: #6bcbe6; --live: #ff5560 }
:host(:fullscreen) { aspect-ratio: auto; width: 100%; height: 100% }
:host([hidden]) { display: none }
[hidden] { display: none !important }
.stage { position: absolute; inset: 0; outline: none; background: var(--poster, none) center / var(--millrace-fit, contain) no-repeat }
.stage:focus-visible::after { content: ''; position: absolute; inset: 0; pointer-events: none;
  box-shadow: inset 0 0 0 3px var(--accent) }
.stage.idle { cursor: none }
canvas, video { width: 100%; height: 100%; display: block; object-fit: var(--millrace-fit, contain) }

button, select, input { font: inherit; color: inherit }
button { min-width: 2.75rem; min-height: 2.75rem; padding: 0 0.625rem; border: 0; border-radius: 0.5rem;
  background: none; cursor: pointer; touch-action: manipulation }
button:hover, select:hover { background: rgb(255 255 255 / 14%) }
:is(button, select, input):focus-visible { outline: 2px solid var(--accent); outline-offset: -2px }
svg { display: block; width: 1.5rem; height: 1.5rem; fill: none; stroke: currentColor; stroke-width: 2;
  stroke-linecap: round; stroke-linejoin: round }

.controls { position: absolute; inset: auto 0 0; display: flex; flex-wrap: wrap; align-items: center; gap: 0.125rem;
  padding: 2.5rem max(0.5rem, env(safe-area-inset-right)) max(0.375rem, env(safe-area-inset-bottom))
    max(0.5rem, env(safe-area-inset-left));
  background: linear-gradient(transparent, rgb(0 0 0 / 78%)); transition: opacity 0.2s }
.space { flex: 1 }
.timeline { position: relative; box-sizing: border-box; flex: 0 0 100%; display: grid; padding: 0 0.375rem }
.controls .timeline input { width: 100%; min-height: 1.5rem; margin: 0; appearance: none; background: none; cursor: pointer;
  --done: #fff }
.controls .timeline input.edge { --done: var(--live) }
.timeline input::-webkit-slider-runnable-track { height: 0.25rem; border-radius: 0.125rem;
  background: linear-gradient(to right, var(--done) calc(var(--share) * 100%), rgb(255 255 255 / 35%) 0) }
.timeline input::-moz-range-track { height: 0.25rem; border-radius: 0.125rem;
  background: linear-gradient(to right, var(--done) calc(var(--share) * 100%), rgb(255 255 255 / 35%) 0) }
.timeline input::-webkit-slider-thumb { appearance: none; width: 0.875rem; height: 0.875rem; margin-top: -0.3125rem;
  border-radius: 50%; background: var(--done) }
.timeline input::-moz-range-thumb { width: 0.875rem; height: 0.875rem; border: 0; border-radius: 50%; background: var(--done) }
.tip { position: absolute; bottom: 100%; left: clamp(2rem, calc(var(--share) * 100%), 100% - 2rem); translate: -50%;
  padding: 0.125rem 0.5rem; border-radius: 0.375rem; background: rgb(0 0 0 / 82%); font-size: 0.8125rem;
  font-variant-numeric: tabular-nums; pointer-events: none; white-space: nowrap }
.tip.pictured { left: clamp(5.25rem, calc(var(--share) * 100%), 100% - 5.25rem); padding: 0.25rem; text-align: center }
.tip img { display: block; width: 9.5rem; height: auto; margin-bottom: 0.125rem; border-radius: 0.25rem }
.place { font-variant-numeric: tabular-nums; white-space: nowrap; padding: 0 0.375rem }
.controls { pointer-events: none }
.stage:not(.idle) .controls > *, .controls:focus-within > * { pointer-events: auto }
.idle .controls:not(:focus-within) { opacity: 0 }
.controls > input { width: clamp(0px, 14vw, 5.5rem); accent-color: var(--accent); min-height: 2.75rem }
.controls select { min-height: 2.75rem; padding: 0 0.5rem; border: 0; border-radius: 0.5rem; background: none }
.controls option { background: #131e27 }
.live { font-variant-numeric: tabular-nums; white-space: nowrap }
.live::before { content: ''; display: inline-block; width: 0.5rem; height: 0.5rem; margin-right: 0.5rem;
  border-radius: 50%; background: #a0b3bf }
.live.edge::before { background: var(--live) }

.status { position: absolute; inset: 0; display: grid; place-content: center; justify-items: center; gap: 0.5rem;
  padding: 1rem 1rem 4.5rem; text-align: center; background: rgb(0 0 0 / 62%); pointer-events: none }
.status strong { font-size: 1.125rem }
.status p { margin: 0; max-width: 40ch; color: #d5dfe4 }
.status.busy::before { content: ''; width: 2rem; height: 2rem; border: 3px solid rgb(255 255 255 / 25%);
  border-top-color: #fff; border-radius: 50%; animation: turn 0.9s linear infinite }
.again, .unmute { pointer-events: auto; background: #fff; color: #10212b; padding: 0 1rem; font-weight: 600 }
.again:hover, .unmute:hover { background: #e0f0f5 }
.unmute { position: absolute; top: 0.75rem; left: 0.75rem }

button[aria-pressed='true'] { box-shadow: inset 0 -0.1875rem var(--accent) }
.captions { position: absolute; inset: auto 0 1.25rem; margin: 0 auto; padding: 0 4%; display: grid; justify-items: center; gap: 0.125rem;
  pointer-events: none; text-align: center; text-wrap: balance; transition: bottom 0.2s; max-height: 60%; overflow: hidden; align-content: end;
  font-size: var(--millrace-caption-size, clamp(0.9375rem, 4cqi, 2rem)); font-weight: 500; line-height: 1.35 }
.stage:not(.idle) .captions { bottom: 6.5rem }
.captions p { margin: 0; max-width: 42em; padding: 0.05em 0.4em; border-radius: 0.25em; background: rgb(0 0 0 / 80%); color: #fff; overflow-wrap: anywhere }

.boxes { position: absolute; inset: 0; width: 100%; height: 100%; pointer-events: none; filter: drop-shadow(0 0 1px #000) drop-shadow(0 0 2px #000) }
.boxes rect { stroke: var(--accent); stroke-width: 2px; vector-effect: non-scaling-stroke }
.boxes text { stroke: none; fill: #fff; font-weight: 600 }

.note { position: absolute; left: 0.75rem; bottom: 4rem; margin: 0; padding: 0.375rem 0.625rem; max-width: calc(100% - 1.5rem);
  border-radius: 0.5rem; background: rgb(0 0 0 / 74%); font-size: 0.8125rem; transition: opacity 0.2s }
.idle .note { opacity: 0 }

.figures { position: absolute; top: 0.75rem; right: 0.75rem; max-width: calc(100% - 1.5rem); margin: 0;
  padding: 0.625rem 0.75rem; display: grid; grid-template-columns: auto 1fr; gap: 0.125rem 0.75rem;
  border-radius: 0.5rem; background: rgb(0 0 0 / 74%); font-size: 0.75rem; font-variant-numeric: tabular-nums }
.figures dt { color: #a0b3bf }
.figures dd { margin: 0 }

@container (width < 30rem) {
  .lag, .controls > input, .controls .wide { display: none }
  .controls { gap: 0 }
  .controls .live { flex: none; padding: 0 0.25rem }
  .controls select { max-width: 6.5rem; padding: 0; text-overflow: ellipsis }
  .controls .space { flex: 1 0 0 }
}

@container (width < 24rem) { .place { display: none } }

@keyframes turn { to { rotate: 1turn } }
@media (prefers-reduced-motion: reduce) { .status.busy::before { animation-duration: 3s } .controls { transition: none } }
@media (hover: none) { .controls > input { display: none } .controls .timeline input { min-height: 2rem } }
`
