import '../ui/base.css'
import { mount } from 'svelte'
import { connect } from './connect.ts'
import Files from './Files.svelte'
import { marketOf } from './market.ts'
import { filesParams } from './params.ts'
import { noMoney } from './pay/money.ts'

const params = filesParams(location.search)
const network = connect(params.relays)

mount(Files, { target: document.body, props: { params, network, money: noMoney(marketOf(params)) } })
