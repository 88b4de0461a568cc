import '../ui/base.css'
import { mount } from 'svelte'
import Contribute from './Contribute.svelte'
import { connect } from './connect.ts'
import { contributeParams } from './params.ts'

const params = contributeParams(location.search)
const network = connect(params.relays)

mount(Contribute, { target: document.body, props: { params, network } })
