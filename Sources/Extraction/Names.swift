internal import NormalForms

/// What the spelling of a name says by itself.
enum Names {
    /// Endings of files that are the ending of no name in DNS.
    private static let files = Set(
        """
        7z aspx asp bat bin bz2 cab chm class cmd cpl csv dat deb dll dmg doc docm docx dotm elf eml exe gz
        hta htm html img inf ini iso jar js jse jsp json lnk log lzh msg msi msix ocx odt one pdf php pif
        pkg png jpg jpeg gif ppt pptm pptx ps1 psd1 psm1 rar reg rpm rtf scr swf sys tar tgz tmp txt vbe vbs
        vhd vhdx wsf wsh xlam xls xlsb xlsm xlsx xml xz yml yaml bak cfg conf dylib apk ipa svg
        """.split { $0.isWhitespace }.map { Array($0.utf8) }
    )
    /// Endings of files that names in DNS have as well.
    private static let both = Set(["md", "mov", "ps", "py", "sh", "zip"].map { Array($0.utf8) })

    /// The last label of a name in small letters.
    static func last(_ name: [UInt8]) -> ArraySlice<UInt8> { name[((name.lastIndex(of: 46) ?? -1) + 1)...] }

    /// Whether a name in small letters is one of a file: by its ending, or by an ending that names have as well where
    /// nothing but one word stands before it.
    static func isFile(_ name: [UInt8]) -> Bool {
        let last = last(name)
        guard last.count <= 5, last.count < name.count - 1 else { return false }
        if files.contains(Array(last)) { return true }
        return both.contains(Array(last)) && name.count(where: { $0 == 46 }) == 1
    }

    /// Whether the last label of a name in small letters exists in DNS; names in other scripts as A-labels.
    static func isKnown(_ name: [UInt8]) -> Bool {
        let last = last(name)
        return last.count < name.count && TopLevelDomains.contains(last)
    }

    /// Whether a name may be one in DNS that nobody has registered an ending for: its ending has letters.
    static func mayBeName(_ name: [UInt8]) -> Bool {
        let last = last(name)
        guard last.count < name.count, last.count >= 2 else { return false }
        return last.allSatisfy { $0.isLetter || $0 >= 0x80 } || last.starts(with: "xn--".utf8)
    }

    /// Whether a text is an IPv4 address, or a name whose last label exists.
    static func isAddressOrKnown(_ name: [UInt8]) -> Bool {
        if isKnown(name) { return true }
        guard name.count <= 15, name.allSatisfy({ $0.isDigit || $0 == 46 }) else { return false }
        return NetworkRange(String(decoding: name, as: UTF8.self)) != nil
    }
}
