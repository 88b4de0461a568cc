document.title = `isolated ${crossOriginIsolated}`
