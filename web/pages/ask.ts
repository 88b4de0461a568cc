import '../ui/base.css'
import { mount } from 'svelte'
import Ask from './Ask.svelte'
import { connect } from './connect.ts'
import { marketOf } from './market.ts'
import { askParams } from './params.ts'
import { noMoney } from './pay/money.ts'

const params = askParams(location.search)
const network = connect(params.relays)

mount(Ask, { target: document.body, props: { params, network, money: noMoney(marketOf(params)) } })
