import '../ui/base.css'
import { mount } from 'svelte'
import { startGateway } from '../gateway/gateway.ts'
import { connect, RTC_CONFIGURATION } from './connect.ts'
import { streamParams } from './params.ts'
import Stream from './Stream.svelte'

const params = streamParams(location.search)
const network = connect(params.relays)
const gateway = network.then(node => startGateway(node, RTC_CONFIGURATION))
// The page says by itself what went wrong with the network.
gateway.catch(() => {})

mount(Stream, { target: document.body, props: { params, network, gateway } })
