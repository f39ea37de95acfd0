// swift-tools-version: 6.2
import PackageDescription

/// The settings every target is built with: language mode 6, the upcoming features, strict memory safety, no warnings.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

/// A room: one target with the strict settings and only the rooms above it as dependencies.
func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// A room of one workspace: it imports no other.
func workspace(_ name: String, _ more: [Target.Dependency] = []) -> Target {
    room(name, ["JSON", "STIX", "Calls", "Work"] + more)
}

/// The tests of one room.
func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

let package = Package(
    name: "Entente",
    products: [.executable(name: "entente", targets: ["entente"])],
    targets: [
        // Libraries of the system: a module map and a shim header each.
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CMicroHTTPD", pkgConfig: "libmicrohttpd", providers: [.apt(["libmicrohttpd-dev"])]),
        .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
        .systemLibrary(name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
        .systemLibrary(name: "CStemmer", providers: [.apt(["libstemmer-dev"])]),
        .systemLibrary(name: "CUTF8Proc", providers: [.apt(["libutf8proc-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CFIDO2", pkgConfig: "libfido2", providers: [.apt(["libfido2-dev"])]),
        .systemLibrary(name: "CIcal", pkgConfig: "libical", providers: [.apt(["libical-dev"])]),
        .systemLibrary(name: "CICU", pkgConfig: "icu-i18n", providers: [.apt(["libicu-dev"])]),
        .systemLibrary(name: "CXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
        .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
        .systemLibrary(name: "CCJose", pkgConfig: "cjose", providers: [.apt(["libcjose-dev"])]),
        .systemLibrary(name: "CGEOS", providers: [.apt(["libgeos-dev"])]),
        .systemLibrary(name: "CPROJ", pkgConfig: "proj", providers: [.apt(["libproj-dev"])]),
        // Pure rooms.
        room("JSON"),
        room("NormalForms"),
        room("Extraction", ["NormalForms"]),
        room("STIXPatterns"),
        room("STIX", ["JSON", "STIXPatterns"]),
        room("IndicatorLife", ["JSON", "STIXPatterns"]),
        room("Correlation", ["JSON", "NormalForms", "STIXPatterns"]),
        room("PatternMatching", ["JSON", "NormalForms", "STIXPatterns"]),
        room("Flows", ["JSON", "STIX"]),
        room("Advisories", ["JSON", "STIX", "Flows"]),
        room("DetectionFormats", ["NormalForms", "STIXPatterns"]),
        room("Labels", ["JSON", "STIX"]),
        room("MISP", ["JSON", "STIXPatterns", "STIX", "Labels"]),
        room("Agreements", ["JSON", "Labels"]),
        room("Release", ["JSON", "STIX", "Labels", "Agreements"]),
        room("MerkleLog"),
        room("TAXII", ["JSON", "STIX"]),
        room("Calls", ["JSON"]),
        room("Geography", ["JSON"]),
        room("Notices", ["JSON", "Geography"]),
        room("Paper"),
        room("Tables"),
        room("Exercises", ["Tables"]),
        room("Symbols"),
        // Pure rooms of the partnership's daily work: what they share, a room for each, and the list of them.
        room("Work", ["JSON", "STIX", "NormalForms", "Correlation", "PatternMatching", "Calls", "Release"]),
        workspace("WorkCases", ["Labels", "Release"]),
        workspace("WorkCommitments"),
        workspace(
            "WorkCyber",
            ["Advisories", "Flows", "IndicatorLife", "STIXPatterns", "PatternMatching", "NormalForms", "Correlation"]
        ),
        workspace("WorkExercises", ["Labels", "Release"]),
        workspace("WorkIndustry"),
        workspace("WorkSpending"),
        workspace("WorkTalks"),
        workspace("WorkTransfers"),
        workspace("WorkWatch"),
        room(
            "Workspaces",
            [
                "STIX", "Flows", "Release", "Work", "WorkCases", "WorkCommitments", "WorkCyber", "WorkExercises",
                "WorkIndustry", "WorkSpending",
                "WorkTalks", "WorkTransfers", "WorkWatch",
            ]
        ),
        // Edges.
        room("Cryptography", ["MerkleLog", "COpenSSL", "CSodium", "CFIDO2", "CCJose"]),
        room("LabelXML", ["Labels", "CXML2"]),
        room("Words", ["JSON", "CStemmer", "CUTF8Proc"]),
        room("Expressions", ["HostNames", "NormalForms", "PatternMatching", "Words", "CPCRE2"]),
        room("HostNames", ["NormalForms", "CICU"]),
        room("Database", ["CSQLite"]),
        room(
            "Store",
            ["JSON", "NormalForms", "Correlation", "HostNames", "STIX", "Labels", "Words", "Database"]
        ),
        room("Transport", ["CMicroHTTPD", "CCurl", "CZlib"]),
        room("Printing", ["JSON"]),
        // Messages of the TAK protocol, made of our own `tak.proto` (`Scripts/tak-protocol`).
        .target(
            name: "CTAKProtocol",
            exclude: ["tak.proto"],
            linkerSettings: [.linkedLibrary("protobuf-c")]
        ),
        room("CursorOnTarget", ["Symbols", "CTAKProtocol", "CXML2"]),
        room("Calendars", ["CIcal", "CICU"]),
        room("Packages", ["CZip", "CXML2"]),
        room("Documents", ["Labels", "LabelXML", "Packages", "CXML2", "CICU"]),
        room("Sheets", ["Tables", "Packages", "CXLSXWriter"]),
        room("Geometry", ["Geography", "CGEOS", "CPROJ"]),
        // What a node is made of, from its settings up.
        room("Configuration", ["JSON", "STIX", "Calls", "Cryptography", "Store"]),
        room("Ledger", ["JSON", "MerkleLog", "TAXII", "Cryptography", "Store", "Configuration"]),
        room(
            "Warnings",
            ["JSON", "PatternMatching", "Correlation", "Expressions", "HostNames", "Cryptography", "Configuration"]
        ),
        room(
            "Holdings",
            [
                "JSON", "STIX", "IndicatorLife", "PatternMatching", "Labels", "Release", "Workspaces", "Cryptography",
                "Store", "Configuration",
            ]
        ),
        room(
            "Installation",
            [
                "JSON", "STIX", "Labels", "Agreements", "MerkleLog", "Calls", "Cryptography", "Store", "Transport",
                "Configuration", "Ledger", "Holdings", "Warnings",
            ]
        ),
        room(
            "Witnessing",
            [
                "JSON", "STIX", "Labels", "Agreements", "MerkleLog", "Cryptography", "Store", "Transport",
                "Configuration", "Ledger", "Holdings", "Installation",
            ]
        ),
        room(
            "Releasing",
            [
                "JSON", "STIX", "Labels", "Agreements", "Release", "Calls", "Cryptography", "Words", "Store",
                "Transport",
                "Configuration", "Ledger", "Holdings", "Installation", "Witnessing",
            ]
        ),
        room(
            "Exchange",
            [
                "Advisories",
                "JSON", "STIX", "Labels", "MISP", "Agreements", "Release", "MerkleLog", "TAXII", "Cryptography",
                "Words", "Store",
                "Transport", "Configuration", "Ledger", "Holdings", "Installation", "Witnessing", "Releasing",
            ]
        ),
        room(
            "Hits",
            [
                "JSON", "STIXPatterns", "IndicatorLife", "NormalForms", "HostNames", "Correlation", "PatternMatching",
                "Expressions", "Store", "Configuration", "Holdings", "Installation",
            ]
        ),
        room(
            "Outside",
            [
                "JSON", "STIX", "Labels", "Agreements", "Release", "TAXII", "Cryptography", "Store", "Transport",
                "Configuration",
                "Ledger", "Holdings", "Installation", "Witnessing", "Releasing", "Exchange",
            ]
        ),
        room(
            "People",
            ["JSON", "Calls", "Cryptography", "Store", "Transport", "Configuration", "Ledger", "Installation"]
        ),
        room(
            "Desk",
            [
                "JSON", "STIX", "PatternMatching", "Labels", "Agreements", "Release", "Calls", "Work", "Paper",
                "Documents", "Expressions", "Cryptography", "Store", "Transport", "Configuration", "Holdings",
                "Installation",
                "Releasing",
                "NormalForms", "Extraction", "HostNames", "Correlation", "Warnings",
            ]
        ),
        room(
            "TAXIIServer",
            [
                "JSON", "STIX", "Release", "TAXII", "Calls", "Cryptography", "Store", "Transport", "Configuration",
                "Holdings", "Installation", "Witnessing", "Releasing", "Exchange", "People",
            ]
        ),
        room(
            "Webhooks",
            [
                "JSON", "NormalForms", "TAXII", "Cryptography", "Store", "Transport", "Configuration", "Ledger",
                "Installation", "Exchange", "TAXIIServer",
            ]
        ),
        room(
            "ConsoleServer",
            [
                "JSON", "STIX", "Labels", "Agreements", "Release", "MerkleLog", "Calls", "Work", "WorkCyber",
                "Workspaces",
                "Cryptography", "Store", "Transport", "Configuration", "Ledger", "Holdings", "Installation",
                "Witnessing", "Releasing", "Exchange", "People", "Desk", "TAXIIServer", "Paper", "Printing",
            ]
        ),
        room(
            "RegistryServer",
            [
                "JSON", "Calls", "Work", "Cryptography", "Store", "Transport", "Configuration", "Installation",
                "Releasing", "Exchange", "People", "Desk", "Paper", "Printing", "ConsoleServer",
            ]
        ),
        room(
            "PaperServer",
            [
                "JSON", "Release", "Calls", "Work", "WorkCases", "WorkCommitments", "WorkExercises", "Documents",
                "Cryptography",
                "Store",
                "Transport",
                "Configuration", "Installation", "Releasing", "People", "Desk", "Paper", "Printing", "ConsoleServer",
            ]
        ),
        room(
            "MISPServer",
            [
                "JSON", "STIX", "Labels", "MISP", "Calls", "Work", "Cryptography", "Store", "Transport",
                "Configuration",
                "Installation",
                "Releasing", "Exchange", "People", "Desk", "ConsoleServer",
            ]
        ),
        room(
            "CalendarServer",
            [
                "JSON", "STIX", "Labels", "LabelXML", "Agreements", "Release", "Calls", "Work", "Workspaces",
                "Calendars", "Cryptography", "Store", "Transport", "Configuration", "Ledger", "Installation",
                "Releasing", "People", "Desk", "ConsoleServer",
            ]
        ),
        room(
            "DetectionServer",
            [
                "JSON", "STIX", "STIXPatterns", "Labels", "Agreements", "Release", "Calls", "NormalForms",
                "HostNames",
                "DetectionFormats", "IndicatorLife", "Work", "Cryptography", "Store", "Transport", "Configuration",
                "Ledger",
                "Holdings",
                "Installation", "Releasing", "People",
                "Desk", "TAXIIServer", "ConsoleServer",
            ]
        ),
        room(
            "SourceServer",
            [
                "JSON", "Labels", "TAXII", "Calls", "Store", "Transport", "Configuration", "Holdings",
                "Installation", "Outside", "Webhooks", "People", "Desk", "ConsoleServer",
            ]
        ),
        room(
            "IndicatorServer",
            [
                "JSON", "Calls", "NormalForms", "Correlation", "IndicatorLife", "Work", "Cryptography", "Store",
                "Transport", "Configuration", "Ledger", "Warnings", "Installation", "Releasing", "People", "Desk",
                "ConsoleServer",
            ]
        ),
        room(
            "AdvisoryServer",
            [
                "JSON", "STIX", "Labels", "Advisories", "Calls", "Cryptography", "Store", "Transport",
                "Configuration", "Holdings", "Installation", "Releasing", "Exchange", "People", "Desk",
                "ConsoleServer",
            ]
        ),
        room(
            "Node",
            [
                "AdvisoryServer",
                "JSON", "STIX", "Calls", "Cryptography", "Store", "Transport", "Configuration", "Holdings",
                "Installation", "Releasing", "Exchange", "Hits", "Outside", "TAXIIServer", "ConsoleServer",
                "RegistryServer", "CalendarServer", "PaperServer", "DetectionServer", "MISPServer",
                "SourceServer", "Webhooks", "IndicatorServer",
            ]
        ),
        .executableTarget(
            name: "entente",
            dependencies: [
                "JSON", "STIX", "STIXPatterns", "IndicatorLife", "PatternMatching", "Expressions", "Labels",
                "LabelXML", "MISP", "Agreements",
                "NormalForms", "Extraction", "HostNames", "Correlation", "Warnings",
                "Release", "MerkleLog", "Calls", "Work", "Calendars", "Documents", "Tables", "Sheets", "Exercises",
                "Workspaces", "Cryptography",
                "Store", "Transport", "Configuration",
                "Advisories", "Holdings",
                "Installation",
                "Witnessing", "Releasing", "Exchange", "Outside", "People", "Desk", "TAXIIServer",
                "ConsoleServer", "DetectionFormats",
                "DetectionServer", "Node", "PaperServer", "Webhooks", "Symbols", "CursorOnTarget",
                "Geography", "Geometry", "Notices",
            ],
            swiftSettings: strict
        ),
        .target(name: "BenchTools", path: "Benchmarks/BenchTools", swiftSettings: strict),
        .executableTarget(
            name: "DecisionBench",
            dependencies: ["BenchTools", "JSON", "Labels", "Agreements", "Release"],
            path: "Benchmarks/DecisionBench",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "LedgerBench",
            dependencies: [
                "JSON", "MerkleLog", "Cryptography", "Store", "Configuration", "Ledger", "Installation", "Releasing",
            ],
            path: "Benchmarks/LedgerBench",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "MISPBench",
            dependencies: ["BenchTools", "JSON", "MISP", "Cryptography"],
            path: "Benchmarks/MISPBench",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "OfficeBench",
            dependencies: ["BenchTools", "Calendars", "Documents", "Sheets", "Tables"],
            path: "Benchmarks/OfficeBench",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "TargetBench",
            dependencies: ["BenchTools", "Symbols", "CursorOnTarget"],
            path: "Benchmarks/TargetBench",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "PatternBench",
            dependencies: ["BenchTools", "Expressions", "JSON", "PatternMatching"],
            path: "Benchmarks/PatternBench",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "ValueBench",
            dependencies: [
                "BenchTools", "JSON", "NormalForms", "HostNames", "Extraction", "Correlation", "PatternMatching",
                "Expressions", "Store",
            ],
            path: "Benchmarks/ValueBench",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "ParserBench",
            dependencies: [
                "JSON", "STIX", "STIXPatterns", "Labels", "LabelXML", "Agreements", "MerkleLog", "TAXII",
                "Workspaces", "Cryptography", "Store", "Transport", "Witnessing", "Releasing", "Exchange", "People",
            ],
            path: "Benchmarks/ParserBench",
            swiftSettings: strict
        ),
        // Tests.
        room(
            "TestKit",
            [
                "JSON", "STIX", "Labels", "Agreements", "Release", "Cryptography", "Store", "Transport",
                "Configuration", "Ledger", "Holdings", "Installation", "Witnessing", "Releasing", "Exchange", "Hits",
                "People", "TAXIIServer", "Webhooks", "Node", "Work", "Workspaces", "DetectionFormats",
                "DetectionServer", "Flows",
            ]
        ),
        .executableTarget(name: "Canary", dependencies: ["TestKit"], path: "Tests/Canary", swiftSettings: strict),
        .executableTarget(
            name: "OracleTrace",
            dependencies: ["TestKit"],
            path: "Tests/Oracle/Trace",
            swiftSettings: strict
        ),
        tests("JSONTests", ["JSON", "Cryptography", "TestKit"]),
        tests("STIXTests", ["JSON", "STIX", "STIXPatterns", "Workspaces", "Cryptography", "TestKit"]),
        tests("AgreementsTests", ["JSON", "Labels", "Agreements", "Words", "TestKit"]),
        tests(
            "ReleaseTests",
            ["JSON", "STIX", "Labels", "Agreements", "Release", "Workspaces", "Cryptography", "TestKit"]
        ),
        tests(
            "DeskTests",
            [
                "JSON", "STIX", "Labels", "Agreements", "Release", "Calls", "Work", "Store", "Configuration",
                "Holdings",
                "Installation", "Releasing", "Desk", "TestKit",
            ]
        ),
        tests("MISPTests", ["JSON", "STIX", "MISP", "Cryptography"]),
        tests("MerkleLogTests", ["MerkleLog", "Cryptography"]),
        tests("TAXIITests", ["JSON", "STIX", "TAXII"]),
        tests("OutsideTests", ["Outside"]),
        tests(
            "WebhooksTests",
            ["NormalForms", "Store", "Configuration", "Installation", "Releasing", "Webhooks", "TestKit"]
        ),
        tests("CallsTests", ["JSON", "Calls"]),
        tests(
            "WorkTests",
            [
                "JSON", "STIX", "Release", "Work", "WorkCases", "WorkCommitments", "WorkExercises", "WorkWatch",
                "Workspaces", "TestKit",
            ]
        ),
        tests(
            "CalendarServerTests",
            [
                "JSON", "LabelXML", "Calendars", "Store", "Transport", "Configuration", "Installation", "Exchange",
                "CalendarServer", "Node", "TestKit",
            ]
        ),
        tests("CalendarsTests", ["Calendars"]),
        tests("GeometryTests", ["JSON", "Geography", "Geometry"]),
        tests("NoticesTests", ["JSON", "Geography", "Geometry", "Notices"]),
        tests("LabelXMLTests", ["JSON", "Labels", "LabelXML"]),
        tests("DocumentsTests", ["Documents"]),
        tests("TablesTests", ["Tables"]),
        tests("SheetsTests", ["Tables", "Packages", "Sheets"]),
        tests("ExercisesTests", ["Calendars", "Tables", "Exercises"]),
        tests("SymbolsTests", ["Symbols"]),
        tests("CursorOnTargetTests", ["Symbols", "CursorOnTarget"]),
        tests("AdvisoriesTests", ["JSON", "STIX", "Advisories"]),
        tests("FlowsTests", ["JSON", "STIX", "Flows"]),
        tests("ExtractionTests", ["NormalForms", "Extraction", "HostNames"]),
        tests("CorrelationTests", ["JSON", "NormalForms", "Correlation", "HostNames"]),
        tests(
            "WarningsTests",
            ["JSON", "NormalForms", "Correlation", "HostNames", "Configuration", "Warnings", "TestKit"]
        ),
        tests("NormalFormsTests", ["NormalForms", "HostNames"]),
        tests("IndicatorLifeTests", ["JSON", "STIXPatterns", "IndicatorLife"]),
        tests("DetectionFormatsTests", ["NormalForms", "HostNames", "DetectionFormats"]),
        tests("PatternMatchingTests", ["JSON", "STIXPatterns", "PatternMatching", "Expressions"]),
        tests("StoreTests", ["JSON", "NormalForms", "Correlation", "HostNames", "Labels", "Store", "TestKit"]),
        tests("TransportTests", ["Transport", "TestKit"]),
        tests(
            "NodeTests",
            [
                "JSON", "STIX", "Labels", "Agreements", "Release", "MerkleLog", "Store", "Configuration", "Holdings",
                "Installation", "Witnessing", "Releasing", "Exchange", "Hits", "Desk", "Webhooks", "Node", "TestKit",
            ]
        ),
    ]
)

// The fuzz targets need libFuzzer, and are built only when asked for: `Fuzz/run.sh`.
if let library = Context.environment["ENTENTE_FUZZ_LIBRARY"] {
    package.targets.append(.target(name: "CFuzzer", path: "Fuzz/CFuzzer"))
    package.targets.append(
        .executableTarget(
            name: "FuzzRooms",
            dependencies: [
                "CFuzzer", "JSON", "STIX", "STIXPatterns", "Labels", "Agreements", "MerkleLog", "TAXII", "Workspaces",
                "Calendars", "Advisories", "DetectionFormats", "Expressions", "Extraction", "Flows",
                "MISP", "PatternMatching", "Tables", "Sheets", "Exercises", "Symbols", "CursorOnTarget",
            ],
            path: "Fuzz/FuzzRooms",
            swiftSettings: [.swiftLanguageMode(.v5), .strictMemorySafety()],
            linkerSettings: [.unsafeFlags([library, "-use-ld=lld", "-lstdc++"])]
        )
    )
}
