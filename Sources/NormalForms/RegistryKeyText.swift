/// Keys of the registry of Windows: the hive in its long spelling, all without case, one backslash between names.
enum RegistryKeyText {
    /// So many bytes has a key at most: 255 names are no key that anybody has.
    static let longest = 8_192

    private static let hives: [String: String] = [
        "hklm": "hkey_local_machine", "hkcu": "hkey_current_user", "hkcr": "hkey_classes_root", "hku": "hkey_users",
        "hkcc": "hkey_current_config", "hkpd": "hkey_performance_data", "hkey_local_machine": "hkey_local_machine",
        "hkey_current_user": "hkey_current_user", "hkey_classes_root": "hkey_classes_root",
        "hkey_users": "hkey_users", "hkey_current_config": "hkey_current_config",
        "hkey_performance_data": "hkey_performance_data",
    ]

    /// The normal form of a key.
    static func read(_ text: String) throws(ValueFault) -> String {
        guard text.utf8.count <= longest else { throw .tooLong(.registryKey) }
        var names = text.utf8.split(separator: UInt8(ascii: "\\")).map { String(Substring($0)) }
        if names.first?.utf8.elementsEqual("Computer".utf8) == true { names.removeFirst() }
        guard var hive = names.first?.lowercased() else { throw .other(than: .registryKey) }
        // A drive of PowerShell.
        if hive.utf8.last == UInt8(ascii: ":") { hive.removeLast() }
        if hive == "registry", names.count > 1 {
            // As the kernel writes it.
            hive = ["machine": "hklm", "user": "hku"][names.remove(at: 1).lowercased()] ?? ""
        }
        guard let long = hives[hive] else { throw .other(than: .registryKey) }
        return ([long] + names.dropFirst().map { $0.lowercased() }).joined(separator: "\\")
    }
}
