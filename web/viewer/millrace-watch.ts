/** Entry of `millrace-watch.js`, the one file that a foreign page loads: see vite.element.ts. */
import { defineElement } from './element.ts'

defineElement()
