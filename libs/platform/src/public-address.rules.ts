import ipaddr from 'ipaddr.js';

/** Global unicast of IPv6 (RFC 4291, IANA): whatever lies outside is not the open internet. */
const GLOBAL_IPV6 = ipaddr.parseCIDR('2000::/3');

/**
 * Whether an address is one of the open internet. Everything with a purpose of its own (this machine,
 * private and shared networks, link-local with the metadata services of clouds, multicast, documentation,
 * transition addresses that carry an IPv4 address inside) is not; nor is what cannot be read.
 */
export function isPublicAddress(text: string): boolean {
  // A zone (`fe80::1%eth0`) is of a link.
  if (!ipaddr.isValid(text) || text.includes('%')) return false;
  const address = ipaddr.parse(text);
  if (address.kind() === 'ipv4') return address.range() === 'unicast';
  const six = address as ipaddr.IPv6;
  if (six.isIPv4MappedAddress()) return six.toIPv4Address().range() === 'unicast';
  return six.range() === 'unicast' && six.match(GLOBAL_IPV6);
}
