import '../ui/base.css'
import { mount } from 'svelte'
import { connect } from './connect.ts'
import { stakeParams } from './params.ts'
import Stake from './Stake.svelte'

const params = stakeParams(location.search)
const network = connect(params.relays)

mount(Stake, { target: document.body, props: { params, network } })
