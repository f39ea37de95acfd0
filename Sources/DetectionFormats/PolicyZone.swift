internal import NormalForms

/// A response policy zone (draft-vixie-dnsop-dns-rpz).
///
/// 1. Names are relative to the zone, whatever it is called. A name stands for itself and for the names below it,
///    two lines.
/// 2. An address or a network is `prefix.reversed.rpz-ip`. BIND acts on the canonical spelling alone: of IPv6 no
///    zeros in front, `zz` for the longest run of two or more groups of zero, of equal runs the one that the
///    address has first (RFC 5952, 4.2.3); a single group of zero stays. Unbound acts on it too.
/// 3. A prefix of 0 is refused by BIND; names that end in what the format itself uses would be other triggers.
/// 4. What is asked for is answered with "no such name" (`CNAME .`).
enum PolicyZone {
    /// So many bytes of a name, in the form of messages (RFC 1035, 3.1), leave room for a zone's name of 63.
    private static let longest = 255 - 64

    static func write(_ source: inout DetectionSource, serial: UInt32) -> DetectionAnswer {
        let entries = source.merged { value throws(Unsaid) in try trigger(value) }
        var file = DetectionFile("rpz.zone")
        file.add("$TTL 300")
        file.add("@ SOA localhost. hostmaster.localhost. \(serial) 3600 600 86400 300")
        file.add("@ NS localhost.")
        for (name, places) in entries {
            for place in places { file.add("; " + source.detections[place].trace) }
            let names = name.hasSuffix(addressEnd) || name.hasPrefix("*.") ? [name] : [name, "*." + name]
            for name in names {
                file.add(name + " CNAME .", places[0])
                for place in places.dropFirst() { file.note(place) }
            }
        }
        return DetectionAnswer(files: [file], remarks: source.remarks)
    }

    private static let addressEnd = ".rpz-ip"

    private static func trigger(_ value: DetectedValue) throws(Unsaid) -> String {
        switch value.kind {
        case .domain:
            guard value.direction == .any else { throw Unsaid(.direction) }
            try ValueRules.check(name: value)
            if let last = value.text.split(separator: ".").last, last.hasPrefix("rpz-") { throw Unsaid(.reserved) }
            guard value.text.utf8.count + 4 <= longest else { throw Unsaid(.long) }
            return value.told
        case .address, .network:
            guard value.direction == .any else { throw Unsaid(.direction) }
            guard let range = NetworkRange(value.text) else { throw Unsaid(.malformed) }
            if let objection = range.objection { throw Unsaid(objection) }
            return name(of: range)
        default: throw Unsaid(.property)
        }
    }

    /// The name of a network in its canonical spelling.
    static func name(of range: NetworkRange) -> String {
        guard range.isIPv6 else {
            return "\(range.length)." + range.octets.reversed().map { String($0) }.joined(separator: ".") + addressEnd
        }
        let groups = range.groups
        var parts = [String(range.length)]
        let zeros = NetworkRange.zeros(groups)
        for (place, group) in groups.enumerated().reversed() {
            if let zeros, zeros.contains(place) {
                if place == zeros.lowerBound { parts.append("zz") }
            } else {
                parts.append(String(group, radix: 16))
            }
        }
        return parts.joined(separator: ".") + addressEnd
    }
}
