internal import NormalForms

extension ValueFinder {
    private static let schemes = Set(
        """
        http https ftp ftps sftp ssh telnet ws wss ldap ldaps gopher smb rdp vnc irc ircs git rtsp tcp udp redis mysql
        mongodb amqp mqtt socks4 socks5 sip sips nntp tftp imap imaps pop3 smtp
        """.split { $0.isWhitespace }.map { Array($0.utf8) }
    )
    private static let hives = [
        "hklm", "hkcu", "hkcr", "hku", "hkcc", "hkey_local_machine", "hkey_current_user", "hkey_classes_root",
        "hkey_users", "hkey_current_config", "\\registry",
    ].map { Array($0.utf8) }

    /// A URL whose scheme is a word that was found.
    mutating func url(_ begin: Int, _ colon: Int) -> (NormalForm, Range<Int>)? {
        guard colon - begin <= 10, Self.schemes.contains(bytes[begin..<colon].map(\.small)) else { return nil }
        let host = colon + 3
        var end = endOfHost(from: host)
        guard end > host else { return nil }
        let next = byte(at: end)
        if next == 47 || next == 63 || next == 35 || next == 58 { end = endOfURL(from: end) }
        end = trimmed(host, end)
        guard end > host else { return nil }
        guard let form = form(begin..<end, .url) else {
            // Nothing in it is looked at as the begin of another one.
            place = max(place, colon + 1)
            return nil
        }
        return found(form, begin..<end)
    }

    /// The end of who asks, the host and its port.
    ///
    /// Names in scripts without spaces begin there or behind a dot: otherwise a sentence
    /// goes on.
    private func endOfHost(from begin: Int) -> Int {
        var end = begin
        if byte(at: begin) == 91 {
            while end < bytes.count, end - begin < 64, bytes[end] != 93 { end += 1 }
            return byte(at: end) == 93 ? end + 1 : begin
        }
        while end < bytes.count {
            let byte = bytes[end]
            if byte >= 0x80 {
                let length = bytes.foreignLetter(at: end)
                if length > 0 {
                    end += length
                    continue
                }
                guard end == begin || bytes[end - 1] == 46, let label = endOfWideLabel(from: end) else { break }
                end = label
            } else if byte.isAlphanumeric || [33, 36, 37, 38, 42, 43, 45, 46, 61, 64, 95, 126].contains(byte) {
                end += 1
            } else if byte == 58 {
                // A port, or a word of whoever asks: up to the next `@`.
                guard self.byte(at: end + 1).isAlphanumeric else { break }
                end += 1
            } else {
                break
            }
        }
        return end
    }

    /// The end of a label of Chinese, Japanese and the like.
    private func endOfWideLabel(from begin: Int) -> Int? {
        var end = begin
        while end + 2 < bytes.count, end - begin < 192, isWideLetter(at: end) { end += 3 }
        return end > begin ? end : nil
    }

    /// U+3041 to U+D7FF without signs.
    private func isWideLetter(at place: Int) -> Bool {
        let (first, second) = (bytes[place], bytes[place + 1])
        return first == 0xe3 && second >= 0x81 || (0xe4...0xed).contains(first)
    }

    /// Path, query and fragment: up to white space, quotation marks and the like, and scripts without spaces.
    private func endOfURL(from begin: Int) -> Int {
        var end = begin
        while end < bytes.count {
            let byte = bytes[end]
            if byte >= 0x80 {
                let length = bytes.foreignLetter(at: end)
                guard length > 0 else { return end }
                end += length
                continue
            }
            // White space, " ' < > \ ^ ` |
            guard byte > 32, byte != 127, ![34, 39, 60, 62, 92, 94, 96, 124].contains(byte) else { return end }
            end += 1
        }
        return end
    }

    /// Without the punctuation of the sentence, and without brackets that close what opened before.
    private func trimmed(_ begin: Int, _ end: Int) -> Int {
        var (end, open) = (end, [Int](repeating: 0, count: 3))
        let (opening, closing): ([UInt8], [UInt8]) = ([40, 91, 123], [41, 93, 125])
        for byte in bytes[begin..<end] {
            if let kind = opening.firstIndex(of: byte) { open[kind] += 1 }
            if let kind = closing.firstIndex(of: byte) { open[kind] -= 1 }
        }
        while end > begin {
            let byte = bytes[end - 1]
            if [33, 42, 44, 46, 58, 59, 63].contains(byte) {
                end -= 1
            } else if let kind = closing.firstIndex(of: byte), open[kind] < 0 {
                open[kind] += 1
                end -= 1
            } else if let kind = opening.firstIndex(of: byte) {
                open[kind] -= 1
                end -= 1
            } else {
                break
            }
        }
        return end
    }

    /// A key of the registry, whose names may have spaces: they belong to it where another backslash follows.
    mutating func key(at begin: Int, hive: Int) -> (NormalForm, Range<Int>)? {
        guard !byte(at: begin - 1).isAlphanumeric,
            let name = Self.hives.first(where: { bytes.hasWord($0, at: hive) })
        else { return nil }
        var end = hive + name.count
        if byte(at: end) == 58 { end += 1 }
        guard byte(at: end) == 92 else { return nil }
        let first = end
        while end < bytes.count, end - begin < 2_048 {
            let byte = bytes[end]
            if byte == 32 {
                guard let next = backslash(behind: end) else { break }
                end = next
            } else if byte < 32 || [34, 39, 44, 59, 60, 62, 93, 96, 124].contains(byte) || isWideSign(at: end) {
                break
            } else {
                end += 1
            }
        }
        while end > first, [33, 41, 46, 58, 63, 92].contains(bytes[end - 1]) { end -= 1 }
        guard end > first + 1, let form = form(begin..<end, .registryKey) else { return nil }
        return found(form, begin..<end)
    }

    /// Where the next backslash stands, if a name with spaces leads to it.
    private func backslash(behind space: Int) -> Int? {
        var (end, words) = (space + 1, 0)
        while end < bytes.count, end - space < 48 {
            let byte = bytes[end]
            if byte == 92 { return bytes[end - 1] == 32 || bytes[end - 1] == 58 ? nil : end }
            if byte == 32 { words += 1 }
            guard words < 4, byte >= 32, byte != 46 || self.byte(at: end + 1) != 32,
                ![34, 39, 44, 58, 59, 60, 62, 96, 124].contains(byte)
            else { return nil }
            end += 1
        }
        return nil
    }

    /// Whether a sign of Chinese or Japanese, or a letter of them, begins: a sentence goes on.
    private func isWideSign(at place: Int) -> Bool { (0xe2...0xed).contains(bytes[place]) || bytes[place] == 0xef }
}
