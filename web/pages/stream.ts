import '../ui/base.css'
import { mount } from 'svelte'
import { startGateway } from '../gateway/gateway.ts'
import { connect } from './connect.ts'
import { rtcConfiguration } from './ice.ts'
import { marketOf } from './market.ts'
import { streamParams } from './params.ts'
import { noMoney } from './pay/money.ts'
import Stream from './Stream.svelte'

const params = streamParams(location.search)
const network = connect(params.relays)
const money = noMoney(marketOf(params))
const gateway = network.then(async node =>
  startGateway(
    node,
    await rtcConfiguration,
    () => money.market,
    () => money.payer,
  ),
)
// The page says by itself what went wrong with the network.
gateway.catch(() => {})

mount(Stream, { target: document.body, props: { params, network, gateway, money } })
