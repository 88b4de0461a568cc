/* Transforms that add and take nothing: a browser whose frames go through, and whose transforms do not work. */
addEventListener('rtctransform', event => {
  const { transformer } = event as Event & { transformer: TransformStream }
  void transformer.readable.pipeTo(transformer.writable)
})
