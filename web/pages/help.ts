import '../ui/base.css'
import { mount } from 'svelte'
import Help from './Help.svelte'

mount(Help, { target: document.body })
