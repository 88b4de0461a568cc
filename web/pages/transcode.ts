import '../ui/base.css'
import { mount } from 'svelte'
import { connect } from './connect.ts'
import { host } from './host.ts'
import { marketOf } from './market.ts'
import { filesParams } from './params.ts'
import { noMoney } from './pay/money.ts'
import Transcode from './Transcode.svelte'

const params = filesParams(location.search)
const { task } = host()
const network = task && connect(params.relays)
// The node hears what went wrong with the network.
network?.catch(() => {})

mount(Transcode, {
  target: document.body,
  props: { task, network, budget: params.budget, money: noMoney(marketOf(params)) },
})
