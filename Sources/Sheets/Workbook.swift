internal import Packages
public import Tables

/// A workbook of an untrusted party (XLSX, ECMA-376), read sheet by sheet over libzip and libxml2.
///
/// 1. Nothing of it is run, and no part outside of it is read: of a formula what it came to is taken.
/// 2. A workbook that has programs in it, or is encrypted, is not read.
/// 3. Parts are unpacked and read piece by piece, within `SheetLimits` and `TableLimits`.
///
/// Used by one thread.
public final class Workbook {
    /// A sheet, as the workbook lists it.
    public struct Sheet: Sendable, Hashable {
        /// What it is called.
        public let name: String
        /// Whether it is hidden.
        public let isHidden: Bool
        /// The part that has its cells; nil for a chart or a dialog.
        let part: String?
    }

    private let package: PackageReader
    private var shared = SheetEvents.Shared()
    private let textPart: String?
    private var hasTexts = false
    /// Its sheets, in their order.
    public let sheets: [Sheet]

    /// Opens a workbook.
    /// - Parameter bytes: the file.
    /// - Throws: `TableFault` for what is none, or none that is read.
    public init(_ bytes: [UInt8]) throws(TableFault) {
        if let fault = Self.otherKind(bytes) { throw fault }
        let package = try Self.of { () throws(PackageFault) in
            try PackageReader(bytes, limits: SheetLimits.package)
        }
        self.package = package
        let main = try Self.main(package)
        let relations = try Self.of { () throws(PackageFault) in try PackageParts.relations(of: main, in: package) }
        let workbook = WorkbookEvents()
        try Self.read(main, package, workbook)
        shared.is1904 = workbook.is1904
        func part(_ type: String) throws(TableFault) -> String? {
            guard let relation = relations.first(where: { $0.type == type && !$0.isExternal }) else { return nil }
            return try Self.part(relation, of: main, package)
        }
        if let styles = try part("styles") {
            let events = StyleEvents()
            try Self.read(styles, package, events)
            shared.kinds = events.kinds
        }
        textPart = try part("sharedStrings")
        sheets = try workbook.sheets.map { sheet throws(TableFault) in
            guard let relation = relations.first(where: { $0.id == sheet.relation && !$0.isExternal }) else {
                throw TableFault(.missing, part: main, "the sheet `\(sheet.name)` leads to no part")
            }
            if relation.type == "xlMacrosheet" || relation.type == "xlIntlMacrosheet" {
                throw TableFault(.macros, part: main, "the sheet `\(sheet.name)` is a program")
            }
            let part = try Self.part(relation, of: main, package)
            let isSheet = relation.type == "worksheet"
            return Sheet(name: sheet.name, isHidden: sheet.isHidden, part: isSheet ? part : nil)
        }
    }

    /// The cells of a sheet.
    /// - Parameter sheet: one of `sheets`.
    /// - Returns: its table, with notes.
    /// - Throws: `TableFault` for what is not written as the format has it, or more than is read.
    public func table(of sheet: Sheet) throws(TableFault) -> Table {
        guard let part = sheet.part else {
            var table = Table(name: sheet.name)
            table.isHidden = sheet.isHidden
            table.notes = [TableNote(.noCells, sheet.name)]
            return table
        }
        if !hasTexts, let textPart {
            let events = TextEvents()
            try Self.read(textPart, package, events)
            shared.texts = events.texts
        }
        hasTexts = true
        let events = SheetEvents(name: sheet.name, shared)
        try Self.read(part, package, events)
        var table = events.finished()
        table.isHidden = sheet.isHidden
        if sheet.isHidden { table.notes.insert(TableNote(.hiddenSheet, sheet.name), at: 0) }
        return table
    }

    /// What a file is that is no package of SpreadsheetML; nil where it may be one.
    private static func otherKind(_ bytes: [UInt8]) -> TableFault? {
        if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
            // The name of the stream that an encrypted workbook is in, as the folder of the file has it.
            let name: [UInt8] = "EncryptedPackage".utf8.reduce(into: []) { $0 += [$1, 0] }
            return bytes.firstRange(of: name) == nil
                ? TableFault(.unknownKind, "it is a workbook of the older format (XLS): save it as XLSX")
                : TableFault(.encrypted, "the workbook is encrypted")
        }
        return bytes.starts(with: [0x50, 0x4B]) ? nil : TableFault(.unknownKind, "it is no workbook that is read")
    }

    /// The main part, where it is one that is read.
    private static func main(_ package: PackageReader) throws(TableFault) -> String {
        let contents = PackageParts()
        try read("[Content_Types].xml", package, contents)
        let names = package.names.map { $0.lowercased() }
        if contents.contents.contains(where: { $0.contains("macroenabled") || $0.contains("vbaproject") })
            || names.contains(where: { $0.hasSuffix("vbaproject.bin") || $0.contains("/macrosheets/") })
        {
            throw TableFault(.macros, "the workbook has programs in it")
        }
        let first = try of { () throws(PackageFault) in try PackageParts.relations(of: "", in: package) }
        guard let relation = first.first(where: { $0.type == "officeDocument" && !$0.isExternal }) else {
            throw TableFault(.unknownKind, "the package has no workbook")
        }
        let name = try part(relation, of: "", package)
        if name.hasSuffix(".bin") {
            throw TableFault(.unknownKind, "it is a binary workbook (XLSB): save it as XLSX")
        }
        guard contents.contents.contains(where: { $0.contains("spreadsheetml") && $0.contains("main+xml") }) else {
            throw TableFault(.unknownKind, "the package is no workbook")
        }
        return name
    }

    /// The part that a relationship leads to.
    private static func part(_ relation: PackageParts.Relation, of part: String, _ package: PackageReader)
        throws(TableFault) -> String
    {
        guard let name = PackageName.resolved(relation.target, from: part) else {
            throw TableFault(.name, part: PackageName.shown(relation.target), "it leads out of the package")
        }
        guard package.has(name) else { throw TableFault(.missing, part: PackageName.shown(name), "it is not there") }
        return name
    }

    private static func read(_ part: String, _ package: PackageReader, _ events: any XMLEvents) throws(TableFault) {
        let isThere = try of { () throws(PackageFault) in try XMLStream.read(part, of: package, events) }
        guard isThere else { throw TableFault(.missing, part: part, "it is not there") }
    }

    private static func of<Value>(_ body: () throws(PackageFault) -> Value) throws(TableFault) -> Value {
        do throws(PackageFault) {
            return try body()
        } catch {
            throw TableFault(error)
        }
    }
}

extension TableFault {
    /// A fault of the package as one of the table.
    init(_ fault: PackageFault) {
        let code: Code =
            switch fault.code {
            case .broken: .broken
            case .tooLarge: .tooLarge
            case .name: .name
            case .encrypted: .encrypted
            case .malformed: .malformed
            case .doctype: .doctype
            }
        self.init(code, part: fault.part, line: fault.line, fault.message)
    }
}
