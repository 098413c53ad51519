// The message was shown: the address no longer asks for it, so that a reload, a bookmark or a shared link does not repeat it.
{
  const address = new URL(location.href)
  if (address.searchParams.has('notice')) {
    address.searchParams.delete('notice')
    history.replaceState(history.state, '', address)
  }
}
