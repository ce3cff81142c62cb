import ipaddr from 'ipaddr.js';

/** Groups of an IPv6 address that a provider gives one household or office: the first 64 bits. */
const NETWORK_GROUPS = 4;

/**
 * Whom a client's address stands for in limits: an IPv4 address itself, of IPv6 the network of 64 bits,
 * in which one machine may change its address as often as it likes.
 */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (!(parsed instanceof ipaddr.IPv6)) return parsed.toString();
  return `${parsed.parts
    .slice(0, NETWORK_GROUPS)
    .map((part) => part.toString(16))
    .join(':')}::/64`;
}
