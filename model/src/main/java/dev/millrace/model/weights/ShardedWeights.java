package dev.millrace.model.weights;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Tensors spread over several safetensors files by an index. */
final class ShardedWeights implements WeightSource {

  private final Map<String, SafetensorsFile> shards;
  private final Map<String, SafetensorsFile> owners = new HashMap<>();

  private ShardedWeights(Map<String, SafetensorsFile> shards) {
    this.shards = shards;
  }

  static ShardedWeights open(Path indexFile) {
    ShardIndex index = ShardIndex.read(indexFile);
    ShardedWeights weights = new ShardedWeights(new HashMap<>());
    try {
      weights.addAll(index, indexFile);
      return weights;
    } catch (RuntimeException e) {
      weights.close();
      throw e;
    }
  }

  private void addAll(ShardIndex index, Path indexFile) {
    for (String name : new TreeSet<>(index.shards().values())) {
      SafetensorsFile shard = SafetensorsFile.open(indexFile.resolveSibling(name));
      shards.put(name, shard);
      for (String tensor : shard.tensors().keySet()) {
        requireIndexed(index.shards().get(tensor), name, tensor, indexFile);
        owners.put(tensor, shard);
      }
    }
    List<String> missing = new ArrayList<>(index.shards().keySet());
    missing.removeAll(owners.keySet());
    if (!missing.isEmpty()) {
      throw new WeightsException(
          "%s: the shards lack tensors that the index names: %s".formatted(indexFile, missing));
    }
  }

  private static void requireIndexed(
      @Nullable String indexed, String shard, String tensor, Path index) {
    if (!shard.equals(indexed)) {
      throw new WeightsException(
          "%s: tensor %s is in shard %s, but the index says %s"
              .formatted(index, tensor, shard, indexed == null ? "nothing of it" : indexed));
    }
  }

  @Override
  public List<Path> files() {
    return shards.values().stream().flatMap(shard -> shard.files().stream()).sorted().toList();
  }

  @Override
  public SortedMap<String, TensorInfo> tensors() {
    SortedMap<String, TensorInfo> tensors = new TreeMap<>();
    shards.values().forEach(shard -> tensors.putAll(shard.tensors()));
    return tensors;
  }

  @Override
  public ByteBuffer bytes(String name, long offset, int length) {
    SafetensorsFile owner = owners.get(name);
    if (owner == null) {
      throw new WeightsException("There is no tensor %s in any shard".formatted(name));
    }
    return owner.bytes(name, offset, length);
  }

  @Override
  public void close() {
    shards.values().forEach(SafetensorsFile::close);
  }
}
