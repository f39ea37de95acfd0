internal import Packages
internal import Tables

/// The workbook part: its sheets, and from when days are counted (ECMA-376 part 1, 18.2).
final class WorkbookEvents: XMLEvents {
    private(set) var sheets: [(name: String, relation: String, isHidden: Bool)] = []
    private(set) var is1904 = false

    func number(of name: String, in namespace: String) -> Int { SheetMark.number(of: name, in: namespace) }

    func start(_ name: Int, _ attributes: XMLAttributes) throws(PackageFault) {
        switch SheetMark(rawValue: name) {
        case .sheet:
            guard sheets.count < SheetLimits.sheets else {
                throw PackageFault(.tooLarge, "a workbook has at most \(SheetLimits.sheets) sheets")
            }
            let state = attributes.string(SheetMark.state.rawValue) ?? "visible"
            sheets.append(
                (
                    SheetText.plain((attributes.bytes(SheetMark.name.rawValue) ?? [])),
                    attributes.string(SheetMark.relation.rawValue) ?? "", state != "visible"
                )
            )
        case .workbookProperties: is1904 = attributes.bool(SheetMark.date1904.rawValue) ?? false
        default: break
        }
    }

    func end(_ name: Int) throws(PackageFault) {}

    func text(_ bytes: Span<UInt8>) throws(PackageFault) {}
}

/// The part of styles: which formats of cells show a number as a day or a time (18.8).
final class StyleEvents: XMLEvents {
    /// What each format of cells says.
    private(set) var kinds: [CellDate.Kind?] = []
    private var own: [Int: CellDate.Kind?] = [:]
    private var isInCells = false

    func number(of name: String, in namespace: String) -> Int { SheetMark.number(of: name, in: namespace) }

    func start(_ name: Int, _ attributes: XMLAttributes) throws(PackageFault) {
        switch SheetMark(rawValue: name) {
        case .numberFormat:
            guard let number = attributes.number(SheetMark.numberFormatId.rawValue),
                let code = attributes.string(SheetMark.formatCode.rawValue), own.count < SheetLimits.formats
            else { return }
            own[number] = .some(NumberFormat.kind(of: code))
        case .cellFormats: isInCells = true
        case .format where isInCells:
            guard kinds.count < SheetLimits.formats else {
                throw PackageFault(.tooLarge, "it has more than \(SheetLimits.formats) formats of cells")
            }
            let number = attributes.number(SheetMark.numberFormatId.rawValue) ?? 0
            kinds.append(own[number] ?? NumberFormat.kind(ofBuiltIn: number))
        default: break
        }
    }

    func end(_ name: Int) throws(PackageFault) {
        if SheetMark(rawValue: name) == .cellFormats { isInCells = false }
    }

    func text(_ bytes: Span<UInt8>) throws(PackageFault) {}
}

/// The part of texts that cells share (18.4): runs are joined, readings of Japanese names left out.
final class TextEvents: XMLEvents {
    private(set) var texts: [String] = []
    private var bytes: [UInt8] = []
    private var readings = 0
    private var isText = false

    func number(of name: String, in namespace: String) -> Int { SheetMark.number(of: name, in: namespace) }

    func start(_ name: Int, _ attributes: XMLAttributes) throws(PackageFault) {
        switch SheetMark(rawValue: name) {
        case .item: bytes.removeAll(keepingCapacity: true)
        case .reading: readings += 1
        case .text: isText = readings == 0
        default: break
        }
    }

    func end(_ name: Int) throws(PackageFault) {
        switch SheetMark(rawValue: name) {
        case .item:
            guard texts.count < SheetLimits.texts else {
                throw PackageFault(.tooLarge, "it has more than \(SheetLimits.texts) texts")
            }
            texts.append(SheetText.plain(bytes[...]))
        case .reading: readings -= 1
        case .text: isText = false
        default: break
        }
    }

    func text(_ bytes: Span<UInt8>) throws(PackageFault) {
        guard isText else { return }
        try Self.add(bytes, to: &self.bytes)
    }

    /// Puts a piece of a text behind another one.
    /// - Throws: `PackageFault` for a text that is longer than a cell has.
    static func add(_ bytes: Span<UInt8>, to text: inout [UInt8]) throws(PackageFault) {
        // Control characters are seven bytes each, letters three at most.
        guard text.count + bytes.count <= TableLimits.letters * 7 else {
            throw PackageFault(.tooLarge, "a cell has at most \(TableLimits.letters) letters")
        }
        unsafe bytes.withUnsafeBufferPointer { unsafe text.append(contentsOf: $0) }
    }
}
