/// Numbers and digests that have one spelling each.
enum IdentifierText {
    /// A MAC address of 48 bits with colons, hyphens, dots between groups of four, or nothing: small, with colons.
    static func mac(_ bytes: Span<UInt8>) throws(ValueFault) -> String {
        let (step, separator): (Int, UInt8?) =
            switch bytes.count {
            case 17: (2, bytes[2])
            case 14: (4, bytes[4])
            case 12: (12, nil)
            default: throw .other(than: .macAddress)
            }
        guard step != 2 || separator == 45 || separator == 58, step != 4 || separator == 46 else {
            throw .other(than: .macAddress)
        }
        var out: [UInt8] = []
        for place in bytes.indices {
            if place % (step + 1) == step {
                guard bytes[place] == separator else { throw .other(than: .macAddress) }
                continue
            }
            guard Hex.value(of: bytes[place]) != nil else { throw .other(than: .macAddress) }
            if out.count % 3 == 2 { out.append(58) }
            out.append(bytes[place].small)
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// A digest of TLSH: 70 digits, in capitals behind the version `T1`, which older tools leave out.
    static func tlsh(_ bytes: Span<UInt8>) throws(ValueFault) -> String {
        let hasVersion = bytes.count == 72
        guard hasVersion || bytes.count == 70 else { throw .other(than: .tlsh) }
        if hasVersion { guard bytes[0].capital == 84, bytes[1] == 49 else { throw .other(than: .tlsh) } }
        var out: [UInt8] = [84, 49]
        for place in (hasVersion ? 2 : 0)..<bytes.count {
            guard Hex.value(of: bytes[place]) != nil else { throw .other(than: .tlsh) }
            out.append(bytes[place].capital)
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// A number of CVE: a year, and four to nineteen digits (CVE JSON 5.1, `cveId`).
    static func cve(_ bytes: Span<UInt8>) throws(ValueFault) -> String {
        guard (13...28).contains(bytes.count) else { throw .other(than: .cve) }
        var out: [UInt8] = []
        for place in bytes.indices {
            let byte = bytes[place].capital
            let isRight =
                switch place {
                case 0: byte == 67
                case 1: byte == 86
                case 2: byte == 69
                case 3, 8: byte == 45
                default: byte.isDigit
                }
            guard isRight else { throw .other(than: .cve) }
            out.append(byte)
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// The number of an autonomous system, in digits or as two numbers with a dot (RFC 5396), with or without `AS`.
    static func autonomousSystem(_ bytes: Span<UInt8>) throws(ValueFault) -> String {
        var place = 0
        if bytes.count > 2, bytes[0].capital == 65, bytes[1].capital == 83 { place = 2 }
        if place == 2, bytes[2].capital == 78 { place = 3 }
        if place > 0, place < bytes.count, bytes[place] == 32 { place += 1 }
        let number = bytes.extracting(place..<bytes.count)
        guard (1...11).contains(number.count) else { throw .other(than: .autonomousSystem) }
        var (parts, begin): ([UInt64], Int) = ([], 0)
        for place in 0...number.count where place == number.count || number[place] == 46 {
            parts.append(try digits(number.extracting(begin..<place)))
            begin = place + 1
        }
        switch parts.count {
        case 1 where parts[0] <= 0xffff_ffff: return "AS\(parts[0])"
        case 2 where parts[0] <= 0xffff && parts[1] <= 0xffff: return "AS\(parts[0] << 16 | parts[1])"
        default: throw .other(than: .autonomousSystem)
        }
    }

    private static func digits(_ bytes: Span<UInt8>) throws(ValueFault) -> UInt64 {
        guard (1...10).contains(bytes.count), bytes[0] != 48 || bytes.count == 1 else {
            throw .other(than: .autonomousSystem)
        }
        var value: UInt64 = 0
        for place in bytes.indices {
            guard bytes[place].isDigit else { throw .other(than: .autonomousSystem) }
            value = value * 10 + UInt64(bytes[place] - 48)
        }
        return value
    }
}
