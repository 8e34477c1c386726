#!/bin/sh
# Draws the sandbox's own clips: moving colours, a drifting disc, a soft chord. Needs ffmpeg with x264 and aac.
set -eu
cd "$(dirname "$0")"

clip() { # name seconds colour1 colour2 colour3 disc-speed low-note high-note
  ffmpeg -hide_banner -loglevel error -y \
    -f lavfi -i "gradients=s=360x640:c0=$3:c1=$4:c2=$5:n=3:speed=0.012:seed=7:d=$2:r=24" \
    -f lavfi -i "color=c=white:s=180x180:d=$2:r=24,format=rgba,geq=r=255:g=248:b=235:a='clip(210*(84-hypot(X-90,Y-90))/14,0,210)'" \
    -f lavfi -i "color=c=white:s=90x90:d=$2:r=24,format=rgba,geq=r=255:g=255:b=255:a='clip(120*(40-hypot(X-45,Y-45))/10,0,120)'" \
    -f lavfi -i "sine=f=$7:d=$2" -f lavfi -i "sine=f=$8:d=$2" \
    -filter_complex "[0][1]overlay=x='(W-w)/2+80*sin($6*t)':y='(H-h)/2+130*cos($6*0.8*t)'[a];\
[a][2]overlay=x='(W-w)/2-110*cos($6*1.3*t)':y='(H-h)/2+190*sin($6*t)',format=yuv420p[v];\
[3][4]amix=inputs=2,volume=0.16,afade=t=in:d=0.4,afade=t=out:st=$(($2 - 1)):d=1[s]" \
    -map "[v]" -map "[s]" -c:v libx264 -preset slow -crf 27 -c:a aac -b:a 48k -ac 1 \
    -movflags +faststart -map_metadata -1 -fflags +bitexact -t "$2" "$1.mp4"
  ffmpeg -hide_banner -loglevel error -y -i "$1.mp4" -frames:v 1 -q:v 5 -map_metadata -1 "$1.jpg"
}

clip ember 5 0x5b1a18 0xf08a4b 0xffd56b 1.6 196 294
clip salsa 4 0x0d3b2e 0x2a9d8f 0xe9c46a 2.1 220 330
clip dusk  6 0x1b1b3a 0x693668 0xe94f6d 1.2 174 261
clip mint  5 0x16425b 0x81c3d7 0xf4f9e9 1.8 233 349
clip rose  4 0x55286f 0xbc96e6 0xffd1dc 2.4 247 370
clip noon  3 0x8d3b12 0xf6bd60 0xf7ede2 2.8 262 392

ffmpeg -hide_banner -loglevel error -y -f lavfi -i "sine=f=262:d=4" -f lavfi -i "sine=f=330:d=4" \
  -f lavfi -i "sine=f=392:d=4" -filter_complex "amix=inputs=3,volume=0.2,afade=t=in:d=0.5,afade=t=out:st=3:d=1" \
  -c:a aac -b:a 48k -ac 1 -movflags +faststart -map_metadata -1 -fflags +bitexact voice.m4a
