import Datasets
import Tensors
import Testing

@Suite struct CatalogTests {
  @Test func `named sets are looked for in the given folder, then the user's, then the system's`() {
    let all = DatasetCatalog(environment: [
      "CONVSCOPE_DATA": "/data", "XDG_DATA_HOME": "/xdg", "HOME": "/home/u",
    ])
    #expect(
      all.candidates(for: "kmnist") == [
        "/data/kmnist", "/xdg/convscope/datasets/kmnist", "/usr/share/datasets/kmnist",
      ])
    let home = DatasetCatalog(environment: ["XDG_DATA_HOME": "not/absolute", "HOME": "/home/u"])
    #expect(
      home.folders == ["/home/u/.local/share/convscope/datasets", "/usr/share/datasets"])
    #expect(DatasetCatalog(environment: [:]).folders == ["/usr/share/datasets"])
  }

  @Test func `the first folder that has the name is taken`() throws {
    let folder = try TemporaryFolder()
    for place in ["first/a", "second/a", "second/b"] {
      try folder.write("\(place)/test_batch.bin", TinyFiles.cifarRecord(label: 0, fill: 5))
    }
    try folder.write("second/a/test_batch.bin", TinyFiles.cifarRecord(label: 0, fill: 6))
    try folder.write("second/notes/text", [])
    let catalog = DatasetCatalog(folders: ["\(folder.path)/first", "\(folder.path)/second"])
    #expect(try catalog.source(for: "a").load(.test).pixels[0] == 5)
    #expect(try catalog.source(for: "b").name == "b")
    #expect(catalog.names() == ["digits", "a", "b"])
    #expect(throws: DatasetError.unknownFolder("\(folder.path)/second/notes")) {
      try catalog.source(for: "notes")
    }
  }

  @Test func `a name that is nowhere is answered with the places tried`() throws {
    let catalog = DatasetCatalog(folders: ["/nowhere/at/all"])
    #expect(throws: DatasetError.notFound("fashion", tried: ["/nowhere/at/all/fashion"])) {
      try catalog.source(for: "fashion")
    }
    #expect(throws: DatasetError.notFound("/nowhere/x", tried: [])) {
      try catalog.source(for: "/nowhere/x")
    }
    #expect(throws: DatasetError.self) { try catalog.source(for: "") }
  }

  @Test func `a folder has the name of its last part, however it is written`() throws {
    let folder = try TemporaryFolder()
    try folder.write("my-set/test_batch.bin", TinyFiles.cifarRecord(label: 0, fill: 5))
    for spelling in ["/my-set", "/my-set/", "/my-set/.", "//my-set/../my-set"] {
      let source = try DatasetCatalog(folders: []).source(for: folder.path + spelling)
      #expect(source.name == "my-set")
    }
  }

  @Test func `a sample is named by set, half and index`() throws {
    let fashion = try #require(try SampleReference(parsing: "fashion-mnist/test/17"))
    #expect(fashion == SampleReference(dataset: "fashion-mnist", split: .test, index: 17))
    #expect(fashion.description == "fashion-mnist/test/17")
    #expect(
      try SampleReference(parsing: "/a/train/b/train/0")
        == SampleReference(dataset: "/a/train/b", split: .train, index: 0))
    for other in ["arange:3x3", "a/b/c", "test/1", "a/test/picture.npy", "a/tset/1", "", "//"] {
      #expect(try SampleReference(parsing: other) == nil, "\(other)")
    }
    for wrong in [
      "digits/test/-1", "digits/test/", "digits/test/x", "digits/test/+1",
      "digits/test/99999999999999999999",
    ] {
      #expect(throws: DatasetError.self, "\(wrong)") { try SampleReference(parsing: wrong) }
    }
  }
}
