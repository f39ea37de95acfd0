/// The property extensions that renditions use (STIX 2.1, 7.3).
public enum RenditionExtension {
    /// Marks an object as a rendition and carries the salted commitment to its source
    /// (`Schemas/entente-rendition.json`).
    public static let rendition = "extension-definition--5d2c9a0e-7f5b-4d6f-8a53-2f1f6f0f9b27"
    /// The wordings for those who may not see a portion (`Schemas/entente-tear-line.json`).
    public static let tearLine = "extension-definition--c1f0a4ce-19d1-4c06-9b0a-64d0a9a0f5e3"
}
